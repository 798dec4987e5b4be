import { Buffer } from 'node:buffer'
import type { Caller } from '../../app/app.ts'
import { accessKeyId } from '../../domain/ids.ts'
import { type DomainError, fail } from '../../domain/problem.ts'
import type { Instant } from '../../domain/units.ts'
import type { Gate } from '../../wire/dialect.ts'
import { sameText } from '../../wire/signing/compare.ts'
import { findSecret } from '../../wire/signing/find-secret.ts'
import { hmac } from '../../wire/signing/hmac.ts'

/** How long a token is good, in milliseconds. */
export const TOKEN_LIFE = 24 * 3_600_000
const MAX_TOKEN = 2048

/** Kept apart from request signatures, which are made with the same secret. */
const seal = (secret: string, payload: string): string =>
  hmac('sha256', secret, `pentode identity token\n${payload}`).toString('base64url')

/** A token that needs no store: the key's id and the end of its life, sealed with the key's secret. */
export const issueToken = (key: string, secret: string, expiresAt: Instant): string => {
  const payload = Buffer.from(JSON.stringify({ key, expiresAt })).toString('base64url')
  return `${payload}.${seal(secret, payload)}`
}

/** The caller behind a token. @throws DomainError signature-mismatch, signature-expired */
export const verifyToken = async (token: string, gate: Gate): Promise<Caller> => {
  const [payload = '', given = '', ...more] = token.length > MAX_TOKEN ? [] : token.split('.')
  const claims = readClaims(payload)
  if (!claims || more.length > 0) throw broken()
  const { key, secret } = await findSecret(gate, claims.key)
  const right = sameText(seal(secret, payload), given)
  if (!key || !right) throw broken()
  if (gate.now() >= claims.expiresAt)
    throw fail('signature-expired', 'the token must be updated', { path: 'X-Auth-Token' })
  return { project: key.project, key: key.id }
}

const broken = (): DomainError => fail('signature-mismatch', 'decrypt token fail')

const readClaims = (payload: string): { readonly key: string; readonly expiresAt: number } | undefined => {
  try {
    const { key, expiresAt } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      unknown
    >
    return typeof key === 'string' && typeof expiresAt === 'number'
      ? { key: accessKeyId(key), expiresAt }
      : undefined
  } catch {
    return undefined
  }
}
