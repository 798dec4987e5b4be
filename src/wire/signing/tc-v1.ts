import type { Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import type { Pair } from '../codecs/form.ts'
import type { Gate } from '../dialect.ts'
import type { RawRequest } from '../request.ts'
import { sameText } from './compare.ts'
import { findSecret } from './find-secret.ts'
import { hmac } from './hmac.ts'
import { checkTime, hostForms, mismatch, unknownKey } from './tc-common.ts'

/** What differs between the services that take this signature. */
export interface V1Rules {
  /** Seconds a request's clock may differ from the server's, both ways. */
  readonly window: number
  /**
   * What clients may have put behind the `?` of the text they sign, likeliest first. The parameters are as sent, decoded,
   * without the signature.
   */
  readonly forms: (signed: readonly Pair[], method: string) => readonly string[]
}

export interface V1Verified {
  readonly caller: Caller
  /** Unix seconds. */
  readonly signedAt: number
  /** As sent, and found right: it covers time, nonce and parameters. */
  readonly signature: string
}

/**
 * Checks a v1 signature of Tencent Cloud: HMAC-SHA1 or HMAC-SHA256 over method, host, path and the sorted parameters, itself
 * one of them.
 * @throws DomainError missing-parameter, auth-malformed, unknown-access-key, signature-expired, signature-mismatch
 */
export const verifyTcV1 = async (
  raw: RawRequest,
  pairs: readonly Pair[],
  gate: Gate,
  rules: V1Rules,
): Promise<V1Verified> => {
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
  const forms = rules.forms(
    pairs.filter((pair) => pair.key !== 'Signature'),
    raw.method,
  )
  const texts = forms.flatMap((form) =>
    hostForms(raw).map((host) => `${raw.method}${host}${raw.path}?${form}`),
  )
  const right = texts.some((text) => sameText(hmac(algorithm, secret, text).toString('base64'), signature))

  if (!key) throw unknownKey(id)
  const signedAt = checkTime(params.get('Timestamp') ?? '', 'Timestamp', gate.now(), rules.window)
  if (!right) throw mismatch(texts[0] ?? '')
  return { caller: { project: key.project, key: key.id }, signedAt, signature }
}

/** `a=1&b=2`, the names in the order of their code units. */
export const sortedPairs = (pairs: readonly Pair[]): string =>
  [...pairs]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, value }) => `${key}=${value}`)
    .join('&')
