import type { Caller } from '../../app/app.ts'
import type { AccessKey } from '../../domain/ports.ts'
import { type Instant, instant } from '../../domain/units.ts'
import type { Gate } from '../dialect.ts'
import { acsFail, missing } from './acs-problem.ts'

/** Milliseconds a request's clock may differ from the server's, both ways. */
const WINDOW = 15 * 60_000
const MAX_NONCE = 128
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** Percent-encoding of RFC 3986: only letters, digits and `-_.~` stay. */
export const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Names in byte order, as the canonical forms want them. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** @throws DomainError: this server gives out no temporary credentials, so that no token is one of its own */
export const refuseToken = (id: string, token: string | undefined): void => {
  if (token)
    throw acsFail(
      'auth-malformed',
      'InvalidSecurityToken.Malformed',
      'Specified SecurityToken is malformed. This server gives out no STS tokens; sign with an access key of it.',
    )
  if (id.startsWith('STS.')) throw missing('SecurityToken')
}

/** Epoch milliseconds of a signing time. @throws DomainError auth-malformed, signature-expired */
export const checkTime = (text: string, now: Instant): Instant => {
  const at = TIME.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at))
    throw acsFail(
      'auth-malformed',
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    )
  if (Math.abs(now - at) > WINDOW)
    throw acsFail(
      'signature-expired',
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    )
  return instant(at)
}

/** @throws DomainError unknown-access-key */
export const mustKnow = (key: AccessKey | undefined): AccessKey => {
  if (key) return key
  throw acsFail('unknown-access-key', 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
}

/** The last step, after the signature: its nonce must be new. */
export const admit = async (
  gate: Gate,
  key: AccessKey,
  nonce: string,
  signedAt: Instant,
): Promise<Caller> => {
  if (nonce.length > MAX_NONCE)
    throw acsFail(
      'auth-malformed',
      'InvalidParameter.SignatureNonce',
      `Specified signature nonce is longer than ${MAX_NONCE} characters.`,
    )
  if (!(await gate.useNonce(key.id, nonce, instant(signedAt + WINDOW))))
    throw acsFail('signature-expired', 'SignatureNonceUsed', 'Specified signature nonce was used already.')
  return { project: key.project, key: key.id }
}
