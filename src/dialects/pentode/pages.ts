import { openApiDocument } from './openapi.ts'
import { OPENAPI_PATH, REFERENCE_PATH } from './paths.ts'
import { REFERENCE_CSP, referencePage } from './reference-page.ts'

/** The API's own description, for programs and for people. The same for everybody; no key is needed to read it. */
export const describingPages = (version: string, baseUrl: string) => {
  const document = openApiDocument(version)
  return [
    { path: OPENAPI_PATH, contentType: 'application/json', body: `${JSON.stringify(document, null, 2)}\n` },
    {
      path: REFERENCE_PATH,
      contentType: 'text/html; charset=utf-8',
      body: referencePage(document, baseUrl),
      headers: { 'content-security-policy': REFERENCE_CSP, 'referrer-policy': 'no-referrer' },
    },
  ] as const
}
