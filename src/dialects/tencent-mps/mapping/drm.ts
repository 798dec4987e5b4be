import type { Json } from '../../../domain/json.ts'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { EncryptionSpec } from '../../../domain/stream-spec.ts'
import { withoutSecret } from '../../../wire/secret.ts'
import type { DrmInfo } from '../schema/drm.ts'

const HEX_OF_16 = /^[0-9a-fA-F]{32}$/

/** A stream encrypted as asked. @throws DomainError missing-parameter, value-out-of-range (never telling the key), unsupported-parameter */
export const encrypted = (spec: StreamSpec, drm: DrmInfo, at: string): StreamSpec => {
  if (!drm) return spec
  if (spec.protocol !== 'hls')
    throw fail('unsupported-parameter', 'simpleaes encrypts streams of HLS alone.', { path: at })
  return { ...spec, encryption: toEncryption(drm, at) }
}

const toEncryption = ({ SimpleAesDrm: asked }: NonNullable<DrmInfo>, at: string): EncryptionSpec => {
  const path = `${at}.SimpleAesDrm`
  if (!asked) throw fail('missing-parameter', `Missing: ${path}.`, { path })
  const { Uri: uri, Key, Vector } = asked
  if (!URL.canParse(uri) || !/^[\x21\x23-\x7e]+$/.test(uri))
    throw fail('value-out-of-range', `Wrong value of the parameter "${path}.Uri": not a URL.`, {
      path: `${path}.Uri`,
    })
  return {
    method: 'aes-128',
    keys: { from: 'given', given: [{ key: sixteenBytes(Key, `${path}.Key`), uri }] },
    ...(Vector ? { iv: sixteenBytes(Vector, `${path}.Vector`) } : {}),
  }
}

const sixteenBytes = (text: string, path: string): string => {
  if (HEX_OF_16.test(text)) return text.toLowerCase()
  throw fail('value-out-of-range', `Wrong value of the parameter "${path}": 16 bytes in 32 hex digits.`, {
    path,
  })
}

const KEY = ['MediaProcessTask', 'AdaptiveDynamicStreamingTaskSet', 'DrmInfo', 'SimpleAesDrm', 'Key']

/** The request as it is kept: keys are in the specs, where they are needed, and nowhere else. */
export const withoutKeys = (whole: Json): Json => withoutSecret(whole, KEY)
