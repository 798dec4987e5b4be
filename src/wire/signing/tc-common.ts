import { type DomainError, fail } from '../../domain/problem.ts'
import type { Instant } from '../../domain/units.ts'
import type { RawRequest } from '../request.ts'

/**
 * The Unix seconds a request was signed at.
 * @param window seconds its clock may differ from the server's, both ways, edges included
 * @throws DomainError missing-parameter, auth-malformed, signature-expired
 */
export const checkTime = (text: string, name: string, now: Instant, window: number): number => {
  if (text === '') throw fail('missing-parameter', `Missing: ${name}.`, { path: name })
  if (!/^\d{1,12}$/.test(text)) throw fail('auth-malformed', `${name} must be a Unix time in seconds.`)
  const signedAt = Number(text)
  const serverTime = Math.floor(now / 1000)
  if (Math.abs(serverTime - signedAt) > window)
    throw fail(
      'signature-expired',
      `${name} is ${signedAt} and the server's clock ${serverTime}: more than ${window} seconds apart.`,
      { detail: { serverTime } },
    )
  return signedAt
}

/** The host as sent and without its port: official clients sign either. */
export const hostForms = (raw: RawRequest): readonly string[] => {
  const host = raw.headers.host ?? ''
  const bare = host.replace(/:\d+$/, '')
  return bare === host ? [host] : [host, bare]
}

export const unknownKey = (id: string): DomainError =>
  fail('unknown-access-key', `There is no SecretId ${JSON.stringify(id.slice(0, 64))}.`)

/** Shows a caller with a known key what the server signed, so that the difference can be found. */
export const mismatch = (stringToSign: string, canonicalRequest?: string): DomainError =>
  fail(
    'signature-mismatch',
    [
      'The signature is not that of this request with this key.',
      `The server's string to sign is ${JSON.stringify(stringToSign)}.`,
      ...(canonicalRequest === undefined
        ? []
        : [`Its canonical request is ${JSON.stringify(canonicalRequest)}.`]),
    ].join(' '),
  )
