import type { Json } from '../../../domain/json.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import type { EncryptionSpec } from '../../../domain/stream-spec.ts'
import { withoutSecret } from '../../../wire/secret.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import { invalid, unsupported } from './invalid.ts'

const AT = 'encryption.hls_encrypt'
const BASE64_OF_16 = /^[A-Za-z0-9+/]{22}==$/

/** The encryption that a request asks for. @throws DomainError invalid-parameter, which never tells the key */
export const toEncryption = ({ encryption }: CreateTranscodingRequest): EncryptionSpec | undefined => {
  const asked = encryption?.hls_encrypt
  if (!asked) return undefined
  const { key, url: uri, iv } = asked
  if (!URL.canParse(uri) || !/^[\x21\x23-\x7e]+$/.test(uri))
    throw invalid(`${AT}.url`, 'it must be a URL, percent-encoded where it needs to be')
  return {
    method: 'aes-128',
    keys: { from: 'given', given: [{ key: sixteenBytes(key, `${AT}.key`), uri }] },
    ...(iv ? { iv: sixteenBytes(iv, `${AT}.iv`) } : {}),
  }
}

/** The 32 hex digits of 16 bytes in base64. */
const sixteenBytes = (text: string, at: string): string => {
  if (!BASE64_OF_16.test(text)) throw invalid(at, 'it must be 16 bytes in base64')
  return Buffer.from(text, 'base64').toString('hex')
}

/**
 * An output encrypted. One that cannot be is refused: it would lie in the clear where its maker does not expect it.
 * @throws DomainError invalid-parameter, unsupported-parameter
 */
export const encrypted = (spec: OutputSpec, encryption: EncryptionSpec | undefined): OutputSpec => {
  if (!encryption) return spec
  if (spec.kind !== 'stream') throw invalid(AT, 'it needs HLS outputs alone (pack_type 1)')
  if (spec.protocol !== 'hls') throw unsupported(AT, 'segments that DASH plays too are not encrypted here')
  return { ...spec, encryption }
}

/** The request as it is kept: the key is in the spec, where it is needed, and nowhere else. */
export const withoutKeys = (whole: Json): Json => withoutSecret(whole, ['encryption', 'hls_encrypt', 'key'])
