import type { Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { sameMac, sha256Hex } from '../../wire/signing/compare.ts'
import { findSecret } from '../../wire/signing/find-secret.ts'
import { hmac } from '../../wire/signing/hmac.ts'
import { createKeyCache } from '../../wire/signing/key-cache.ts'
import { checkTime, hostForms, mismatch, unknownKey } from '../../wire/signing/tc-common.ts'
import { SIGNATURE_WINDOW } from './service.ts'

const ALGORITHM = 'TC3-HMAC-SHA256'
const AUTHORIZATION =
  /^TC3-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})$/

/**
 * Checks a TC3-HMAC-SHA256 signature: the one of the `Authorization` header, over method, path, query, the named headers and
 * the body as they came. https://www.tencentcloud.com/document/product/1041/33629
 */
export const createTc3 = () => {
  const cache = createKeyCache()

  return async (raw: RawRequest, gate: Gate): Promise<Caller> => {
    const { id, date, service, signedHeaders, signature } = readAuthorization(raw)
    const { key, secret } = await findSecret(gate, id)

    const timestamp = raw.headers['x-tc-timestamp'] ?? ''
    const scope = `${date}/${service}/tc3_request`
    const name = `${id}/${scope}`
    const known = cache.get(name, secret)
    const signingKey = known ?? deriveKey(secret, date, service)
    let shown: { readonly text: string; readonly request: string } | undefined
    let right = false
    for (const request of canonicalRequests(raw, signedHeaders)) {
      const text = `${ALGORITHM}\n${timestamp}\n${scope}\n${sha256Hex(request)}`
      shown ??= { text, request }
      right = sameMac(hmac('sha256', signingKey, text), signature)
      if (right) break
    }

    if (!key) throw unknownKey(id)
    const signedAt = checkTime(timestamp, 'X-TC-Timestamp', gate.now(), SIGNATURE_WINDOW)
    if (new Date(signedAt * 1000).toISOString().slice(0, 10) !== date)
      throw fail(
        'signature-mismatch',
        `The date in Credential, ${date}, is not the UTC date of X-TC-Timestamp.`,
      )
    if (raw.headers['x-tc-content-sha256'] === 'UNSIGNED-PAYLOAD')
      throw fail(
        'signature-mismatch',
        'The body is not signed (X-TC-Content-SHA256: UNSIGNED-PAYLOAD). This server takes signed bodies only.',
      )
    if (!right) throw mismatch(shown?.text ?? '', shown?.request)
    if (!known) cache.put(name, secret, signingKey)
    return { project: key.project, key: key.id }
  }
}

const readAuthorization = ({ headers }: RawRequest) => {
  if (headers.authorization === undefined)
    throw fail('auth-missing', 'The request has no Authorization header.')
  const [, id = '', date = '', service = '', names = '', signature = ''] =
    AUTHORIZATION.exec(headers.authorization) ?? []
  if (id === '')
    throw fail(
      'auth-malformed',
      'The Authorization header must read: TC3-HMAC-SHA256 Credential=<SecretId>/<date>/<service>/tc3_request, SignedHeaders=<names>, Signature=<64 hex digits>.',
    )
  const signedHeaders = names.split(';')
  const absent = signedHeaders.find((header) => headers[header] === undefined)
  if (absent !== undefined || new Set(signedHeaders).size < signedHeaders.length)
    throw fail('auth-malformed', 'SignedHeaders must name headers of the request, each once.')
  // An unsigned content type would let a stranger choose how the signed bytes are read.
  const needed = headers['content-type'] === undefined ? ['host'] : ['content-type', 'host']
  if (!needed.every((header) => signedHeaders.includes(header)))
    throw fail('auth-malformed', `SignedHeaders must include ${needed.join(' and ')}.`)
  return { id, date, service, signedHeaders, signature }
}

const deriveKey = (secret: string, date: string, service: string): Buffer =>
  hmac('sha256', hmac('sha256', hmac('sha256', `TC3${secret}`, date), service), 'tc3_request')

/**
 * What the client may have signed, likeliest first: clients differ in the port after the host, and the documentation asks for
 * lower-case header values where the clients leave them as they are.
 */
function* canonicalRequests(raw: RawRequest, signedHeaders: readonly string[]): Generator<string> {
  const payload = sha256Hex(raw.body)
  const names = signedHeaders.join(';')
  for (const read of differFolded(raw, signedHeaders) ? [asIs, folded] : [asIs])
    for (const host of hostForms(raw)) {
      let lines = ''
      for (const name of signedHeaders) lines += `${name}:${name === 'host' ? host : read(raw, name)}\n`
      yield `${raw.method}\n${raw.path}\n${raw.query}\n${lines}\n${names}\n${payload}`
    }
}

const asIs = ({ headers }: RawRequest, name: string): string => headers[name] ?? ''
const folded = (raw: RawRequest, name: string): string => asIs(raw, name).trim().toLowerCase()

const differFolded = (raw: RawRequest, names: readonly string[]): boolean => {
  for (const name of names) if (name !== 'host' && asIs(raw, name) !== folded(raw, name)) return true
  return false
}
