import { type OpenApi, openApiDocument } from './openapi.ts'
import { OPENAPI_PATH, REFERENCE_PATH } from './paths.ts'
import { REFERENCE_CSP, referencePage } from './reference-page.ts'

/**
 * The API's own description, for programs and for people. The same for everybody; no key is needed to read it.
 * Made when first asked for: most starts of a server are not followed by anybody reading it.
 */
export const describingPages = (version: string, baseUrl: () => string) => {
  let made: OpenApi | undefined
  const document = (): OpenApi => {
    made ??= openApiDocument(version)
    return made
  }
  return [
    {
      path: OPENAPI_PATH,
      render: () => ({ contentType: 'application/json', body: `${JSON.stringify(document(), null, 2)}\n` }),
    },
    {
      path: REFERENCE_PATH,
      render: () => ({
        contentType: 'text/html; charset=utf-8',
        body: referencePage(document(), baseUrl()),
        headers: { 'content-security-policy': REFERENCE_CSP, 'referrer-policy': 'no-referrer' },
      }),
    },
  ] as const
}
