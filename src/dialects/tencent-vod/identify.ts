import { fail } from '../../domain/problem.ts'
import { nest, type Pair, readPairs } from '../../wire/codecs/form.ts'
import { decode } from '../../wire/codecs/json.ts'
import { readMultipart } from '../../wire/codecs/multipart.ts'
import type { ActionRequest } from '../../wire/dialect.ts'
import { mediaType, type RawRequest } from '../../wire/request.ts'
import { PATH, VERSION } from './service.ts'

/**
 * The parameters as sent, decoded: the query of a GET, the body of a POST, whose query does not count.
 * @throws DomainError malformed-request
 */
export const readParams = (raw: RawRequest): readonly Pair[] => {
  if (raw.method === 'GET') return readPairs(raw.query)
  const type = mediaType(raw)
  // The official Java client sends this; all others send a form.
  if (type === 'multipart/form-data') return readMultipart(raw)
  if (raw.method !== 'POST' || (type !== 'application/x-www-form-urlencoded' && type !== ''))
    throw fail(
      'malformed-request',
      'Send a GET with a query, or a POST with a body of application/x-www-form-urlencoded or multipart/form-data.',
    )
  return readPairs(decode(raw.body))
}

/** Whether a request is this service's, told by the path alone: the host may be any. */
export const identify = (raw: RawRequest): ActionRequest | undefined => {
  if (raw.path !== PATH) return undefined
  const pairs = readParams(raw)
  const action = pairs.find(({ key }) => key === 'Action')?.value
  return { ...(action ? { action } : {}), version: VERSION, params: () => nest(ownPairs(pairs)) }
}

/** Parameters of every call, which the action does not see. */
export const COMMON: ReadonlySet<string> = new Set([
  ...['Action', 'Region', 'Timestamp', 'Nonce', 'SecretId', 'Signature', 'SignatureMethod', 'Token'],
  ...['RequestClient', 'Version'],
])

const ownPairs = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter(({ key }) => !COMMON.has(key)).map(({ key, value }) => ({ key: dotted(key), value }))

/** Clients whose language has no dots in names send `transcode_definition_0`; the service signs and reads both alike. */
export const dotted = (key: string): string => (key.startsWith('_') ? key : key.replaceAll('_', '.'))
