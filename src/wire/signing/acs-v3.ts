import type { Caller } from '../../app/app.ts'
import { readPairs } from '../codecs/form.ts'
import type { Gate } from '../dialect.ts'
import type { RawRequest } from '../request.ts'
import { admit, byName, checkTime, mustKnow, percent, refuseToken } from './acs-common.ts'
import { acsFail, incomplete, mismatch, missing } from './acs-problem.ts'
import { sameText, sha256Hex } from './compare.ts'
import { findSecret } from './find-secret.ts'
import { hmac } from './hmac.ts'

const ALGORITHM = 'ACS3-HMAC-SHA256'
const AUTHORIZATION =
  /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})$/
/** Unsigned, a stranger could change what is done, and for how long the request is good. */
const NEEDED = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256'] as const

/**
 * What an ACS3 signature is made over. Values of the query are encoded anew: clients send some characters raw, and a
 * space as `+`, that they sign encoded. The path of these services is always `/`.
 * @param keys clients sign names of parameters as they are; encoding them too is what the documentation says
 */
export const v3StringToSign = (
  raw: RawRequest,
  signedHeaders: readonly string[],
  keys: (key: string) => string,
): string => {
  const query = [...readPairs(raw.query)]
    .sort((a, b) => byName(a.key, b.key))
    .map(({ key, value }) => `${keys(key)}=${percent(value)}`)
    .join('&')
  const lines = signedHeaders.map((name) => `${name}:${headerOf(raw.headers, name).trim()}\n`).join('')
  const request = [
    ...[raw.method.toUpperCase(), '/', query, lines, signedHeaders.join(';')],
    raw.headers['x-acs-content-sha256'] ?? '',
  ].join('\n')
  return `${ALGORITHM}\n${sha256Hex(request)}`
}

/** Checks a v3 (ACS3-HMAC-SHA256) request. @throws DomainError with the gateway's own code */
export const verifyV3 = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const { headers } = raw
  const { id, signedHeaders, signature } = readAuthorization(headers)
  refuseToken(id, headers['x-acs-security-token'])
  const time = headers['x-acs-date'] ?? ''
  const nonce = headers['x-acs-signature-nonce']
  if (!nonce) throw missing('SignatureNonce')
  if (headers['x-acs-content-sha256'] !== sha256Hex(raw.body))
    throw incomplete('x-acs-content-sha256 is not the hash of the body')
  const { key, secret } = await findSecret(gate, id)
  const asIs = v3StringToSign(raw, signedHeaders, (k) => k)
  const texts = [...new Set([asIs, v3StringToSign(raw, signedHeaders, percent)])]
  const right = texts.some((text) => sameText(hmac('sha256', secret, text).toString('hex'), signature))
  const known = mustKnow(key)
  const signedAt = checkTime(time, gate.now())
  if (!right) throw mismatch(asIs)
  return admit(gate, known, nonce, signedAt)
}

/** Names come from the caller, and an object has members that are no headers. */
const headerOf = (headers: RawRequest['headers'], name: string): string =>
  (Object.hasOwn(headers, name) ? headers[name] : undefined) ?? ''

const readAuthorization = (headers: RawRequest['headers']) => {
  const { authorization } = headers
  if (authorization === undefined) throw missing('AccessKeyId')
  if (!authorization.startsWith(`${ALGORITHM} `))
    throw acsFail(
      'auth-malformed',
      'InvalidSignatureMethod',
      `Specified signature method is not valid: it must be ${ALGORITHM}.`,
    )
  const [, id = '', names = '', signature = ''] = AUTHORIZATION.exec(authorization) ?? []
  if (id === '')
    throw incomplete(
      'Authorization must read: ACS3-HMAC-SHA256 Credential=<id>,SignedHeaders=<names>,Signature=<64 hex digits>',
    )
  const signedHeaders = names.split(';')
  for (const name of NEEDED) {
    if (headers[name] === undefined) throw incomplete(`the header ${name} is absent`)
    if (!signedHeaders.includes(name)) throw incomplete(`SignedHeaders must include ${name}`)
  }
  // The nonce must be signed too, or a recorded request could be sent again with another.
  if (headers['x-acs-signature-nonce'] !== undefined && !signedHeaders.includes('x-acs-signature-nonce'))
    throw incomplete('SignedHeaders must include x-acs-signature-nonce')
  // An unsigned content type would let a stranger choose how the signed bytes are read.
  if (headers['content-type'] !== undefined && !signedHeaders.includes('content-type'))
    throw incomplete('SignedHeaders must include content-type')
  return { id, signedHeaders, signature }
}
