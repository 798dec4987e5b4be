import { fail } from '../../domain/problem.ts'
import { nest, type Pair, readPairs } from '../../wire/codecs/form.ts'
import { decode, readJson } from '../../wire/codecs/json.ts'
import { readMultipart } from '../../wire/codecs/multipart.ts'
import type { ActionRequest } from '../../wire/dialect.ts'
import { mediaType, type RawRequest } from '../../wire/request.ts'
import { VERSION } from './service.ts'

const FORM = 'application/x-www-form-urlencoded'

/** The action stands in headers (TC3 signature); otherwise it is a parameter beside its own (v1 signature). */
export const isHeaderRequest = ({ headers }: RawRequest): boolean =>
  headers['x-tc-action'] !== undefined ||
  headers['x-tc-version'] !== undefined ||
  (headers.authorization ?? '').startsWith('TC3-')

/**
 * The query of a GET, the body of a form POST: where a v1 request has everything.
 * @throws DomainError malformed-request for a body that is not UTF-8
 */
export const formText = (raw: RawRequest): string => (raw.method === 'GET' ? raw.query : decode(raw.body))

/** Whether a request is this service's, told by its headers, or by a version or key parameter only it has. */
export const identify = (raw: RawRequest): ActionRequest | undefined => {
  if (isHeaderRequest(raw))
    return named(raw.headers['x-tc-action'], raw.headers['x-tc-version'], headerParams)
  if (raw.method !== 'GET' && mediaType(raw) !== FORM) return undefined
  // Tolerant on purpose: this only looks; the gate and `params` read the same text strictly.
  const text = raw.method === 'GET' ? raw.query : Buffer.from(raw.body).toString()
  const params = new URLSearchParams(text)
  if (params.get('Version') !== VERSION && !params.has('SecretId')) return undefined
  return named(params.get('Action'), params.get('Version'), formParams)
}

const named = (
  action: string | null | undefined,
  version: string | null | undefined,
  params: ActionRequest['params'],
): ActionRequest => ({ ...(action ? { action } : {}), ...(version ? { version } : {}), params })

const formParams = (raw: RawRequest): unknown => nest(ownPairs(readPairs(formText(raw))))

const headerParams = (raw: RawRequest): unknown => {
  if (raw.method === 'GET') return nest(readPairs(raw.query))
  const type = mediaType(raw)
  if (type === 'multipart/form-data') return nest(readMultipart(raw))
  if (type !== 'application/json' && type !== '')
    throw fail(
      'malformed-request',
      `A body of type ${JSON.stringify(type.slice(0, 80))} cannot be read: send application/json.`,
    )
  const params = readJson(raw.body)
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    throw fail('malformed-request', 'The body must be a JSON object.')
  return params
}

/** Parameters of every call, which the action does not see. */
const COMMON = new Set([
  ...['Action', 'Version', 'Region', 'Timestamp', 'Nonce', 'SecretId', 'Signature'],
  ...['SignatureMethod', 'Token', 'Language', 'RequestClient'],
])

const ownPairs = (pairs: readonly Pair[]): readonly Pair[] => pairs.filter(({ key }) => !COMMON.has(key))
