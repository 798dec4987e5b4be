import { Buffer } from 'node:buffer'
import type { Caller } from '../../app/app.ts'
import { openMediaLink } from '../../app/media-link.ts'
import { accessKeyId } from '../../domain/ids.ts'
import type { AccessKey } from '../../domain/ports.ts'
import { fail } from '../../domain/problem.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { sameText } from '../../wire/signing/compare.ts'

const MAX_HEADER = 2048
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * `Authorization: Basic base64(id:secret)` or `Bearer id:secret`; on routes with a `{link}` that alone.
 * An unknown key costs the same comparison as a wrong secret, so that time does not tell which ids exist.
 * @throws DomainError auth-missing, auth-malformed, unknown-access-key, signature-mismatch, signature-expired
 */
export const authenticate = async (raw: RawRequest, gate: Gate): Promise<Caller> => {
  const { link, bucket = '', key: objectKey = '' } = raw.pathParams
  const key =
    link === undefined
      ? await keyInHeader(raw, gate)
      : await openMediaLink(link, { bucket, key: objectKey }, gate)
  return { project: key.project, key: key.id }
}

const keyInHeader = async (raw: RawRequest, { findKey }: Gate): Promise<AccessKey> => {
  const { id, secret } = readCredentials(raw.headers.authorization ?? '')
  const key = await findKey(accessKeyId(id))
  const same = sameText(secret, key?.secret ?? '')
  if (!key) throw fail('unknown-access-key', 'There is no such access key.')
  if (!same) throw fail('signature-mismatch', 'The secret is not the one of this access key.')
  return key
}

const readCredentials = (header: string): { id: string; secret: string } => {
  if (header === '')
    throw fail('auth-missing', 'Send an access key: "Authorization: Bearer <id>:<secret>", or HTTP Basic.')
  const [, scheme = '', token = ''] = /^(basic|bearer) +(\S+) *$/i.exec(header) ?? []
  const pair = header.length > MAX_HEADER ? '' : scheme.toLowerCase() === 'basic' ? fromBase64(token) : token
  const at = pair.indexOf(':')
  if (at <= 0 || at === pair.length - 1)
    throw fail(
      'auth-malformed',
      'The Authorization header is neither "Bearer <id>:<secret>" nor HTTP Basic with the id and the secret of an access key.',
    )
  return { id: pair.slice(0, at), secret: pair.slice(at + 1) }
}

const fromBase64 = (token: string): string => {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token)) return ''
  try {
    return decoder.decode(Buffer.from(token, 'base64'))
  } catch {
    return ''
  }
}
