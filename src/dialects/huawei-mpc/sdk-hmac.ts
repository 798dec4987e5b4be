import type { Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import type { Instant } from '../../domain/units.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { sameText, sha256Hex } from '../../wire/signing/compare.ts'
import { findSecret } from '../../wire/signing/find-secret.ts'
import { hmac } from '../../wire/signing/hmac.ts'
import { canonicalRequests } from './canonical-request.ts'

const ALGORITHM = 'SDK-HMAC-SHA256'
const AUTHORIZATION =
  /^SDK-HMAC-SHA256 +Access=([^,\s]{1,128}), *SignedHeaders=([a-z0-9_;-]+), *Signature=([0-9a-f]{64})$/
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Milliseconds a request's clock may differ from the server's, both ways, edges included. */
const WINDOW = 15 * 60_000

/**
 * Checks an AK/SK signature, over method, path, query, the named headers and the body as they came.
 * Clients name different headers (one not even `host`); only `x-sdk-date` must be among them.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
 */
export const verifySdkHmac = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const { id, signedHeaders, signature } = readAuthorization(raw)
  const { key, secret } = await findSecret(gate, id)
  const date = raw.headers['x-sdk-date'] ?? ''
  let shown: string | undefined
  let right = false
  for (const request of canonicalRequests(raw, signedHeaders)) {
    shown ??= request
    const text = `${ALGORITHM}\n${date}\n${sha256Hex(request)}`
    right = sameText(hmac('sha256', secret, text).toString('hex'), signature)
    if (right) break
  }
  if (!key) throw fail('unknown-access-key', 'verify aksk signature fail, the access key does not exist')
  checkDate(date, gate.now())
  if (raw.headers['x-sdk-content-sha256'] === 'UNSIGNED-PAYLOAD')
    throw fail('signature-mismatch', 'verify aksk signature fail, an unsigned payload is not taken here')
  if (!right)
    throw fail(
      'signature-mismatch',
      `verify aksk signature fail, the server's canonical request is ${JSON.stringify(shown ?? '')}`,
    )
  return { project: key.project, key: key.id }
}

const readAuthorization = ({ headers }: RawRequest) => {
  const [, id = '', names = '', signature = ''] = AUTHORIZATION.exec(headers.authorization ?? '') ?? []
  if (id === '')
    throw fail(
      'auth-malformed',
      'the Authorization header must read: SDK-HMAC-SHA256 Access=<AK>, SignedHeaders=<names>, Signature=<64 hex digits>',
    )
  const signedHeaders = names.split(';')
  if (
    signedHeaders.some((name) => headers[name] === undefined) ||
    new Set(signedHeaders).size < signedHeaders.length
  )
    throw fail('auth-malformed', 'SignedHeaders must name headers of the request, each once')
  if (!signedHeaders.includes('x-sdk-date'))
    throw fail('auth-malformed', 'SignedHeaders must include x-sdk-date')
  return { id, signedHeaders, signature }
}

const checkDate = (text: string, now: Instant): void => {
  const [, year, month, day, hour, minute, second] = DATE.exec(text) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(at)) throw fail('auth-malformed', 'X-Sdk-Date must read YYYYMMDDTHHMMSSZ')
  if (Math.abs(now - at) > WINDOW)
    throw fail('signature-expired', `X-Sdk-Date is ${text}, more than 15 minutes from the server's clock`, {
      detail: { serverTime: now },
    })
}
