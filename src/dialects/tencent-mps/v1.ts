import type { Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import { readPairs } from '../../wire/codecs/form.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { hmac, sameText } from '../../wire/signing/compare.ts'
import { findSecret } from '../../wire/signing/find-secret.ts'
import { formText } from './identify.ts'
import { checkTime, hostForms, mismatch, unknownKey } from './signing.ts'

/**
 * Checks a v1 signature: HMAC-SHA1 or HMAC-SHA256 over the sorted parameters, itself one of them.
 */
export const verifyV1 = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const pairs = readPairs(formText(raw))
  const params = new Map(pairs.map(({ key, value }) => [key, value]))
  const need = (name: string): string => {
    const value = params.get(name)
    if (!value) throw fail('missing-parameter', `Missing: the parameter "${name}".`, { path: name })
    return value
  }
  const id = need('SecretId')
  const signature = need('Signature')
  need('Nonce')
  const { key, secret } = await findSecret(gate, id)

  const algorithm = params.get('SignatureMethod') === 'HmacSHA256' ? 'sha256' : 'sha1'
  const signed = pairs
    .filter((pair) => pair.key !== 'Signature')
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((pair) => `${pair.key}=${pair.value}`)
    .join('&')
  const texts = hostForms(raw).map((host) => `${raw.method}${host}${raw.path}?${signed}`)
  const right = texts.some((text) => sameText(hmac(algorithm, secret, text).toString('base64'), signature))

  if (!key) throw unknownKey(id)
  checkTime(params.get('Timestamp') ?? '', 'Timestamp', gate.now())
  if (!right) throw mismatch(texts[0] ?? '')
  return { project: key.project, key: key.id }
}
