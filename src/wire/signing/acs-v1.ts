import type { Caller } from '../../app/app.ts'
import type { Pair } from '../codecs/form.ts'
import type { Gate } from '../dialect.ts'
import type { RawRequest } from '../request.ts'
import { admit, byName, checkTime, mustKnow, percent, refuseToken } from './acs-common.ts'
import { acsFail, mismatch, missing } from './acs-problem.ts'
import { acsPairs } from './acs-request.ts'
import { sameText } from './compare.ts'
import { findSecret } from './find-secret.ts'
import { hmac } from './hmac.ts'

/** What a v1 signature is made over: method, the constant path, and every parameter but itself. */
export const v1StringToSign = (method: string, pairs: readonly Pair[]): string => {
  const query = pairs
    .filter(({ key }) => key !== 'Signature')
    .sort((a, b) => byName(a.key, b.key))
    .map(({ key, value }) => `${percent(key)}=${percent(value)}`)
    .join('&')
  return `${method.toUpperCase()}&%2F&${percent(query)}`
}

/** The signature's text. The key is the secret with an ampersand behind it. */
export const v1Signature = (secret: string, stringToSign: string): string =>
  hmac('sha1', `${secret}&`, stringToSign).toString('base64')

/** Checks a v1 (RPC 1.0, HMAC-SHA1) request. @throws DomainError with the gateway's own code */
export const verifyV1 = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const pairs = acsPairs(raw)
  const params = new Map(pairs.map(({ key, value }) => [key, value]))
  const need = (name: string): string => {
    const value = params.get(name)
    if (!value) throw missing(name)
    return value
  }
  const id = need('AccessKeyId')
  const method = need('SignatureMethod')
  if (method.toUpperCase() !== 'HMAC-SHA1' || (params.get('SignatureVersion') ?? '1.0') !== '1.0')
    throw acsFail(
      'auth-malformed',
      'InvalidSignatureMethod',
      'Specified signature method is not valid: HMAC-SHA1 with SignatureVersion 1.0, or ACS3-HMAC-SHA256.',
    )
  const nonce = need('SignatureNonce')
  const time = need('Timestamp')
  // Base64 holds no space: it is a plus that a caller by hand did not encode.
  const signature = need('Signature').replaceAll(' ', '+')
  refuseToken(id, params.get('SecurityToken'))
  const { key, secret } = await findSecret(gate, id)
  const text = v1StringToSign(raw.method, pairs)
  const right = sameText(v1Signature(secret, text), signature)
  const known = mustKnow(key)
  const signedAt = checkTime(time, gate.now())
  if (!right) throw mismatch(text)
  return admit(gate, known, nonce, signedAt)
}
