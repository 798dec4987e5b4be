import type { WholeEncryption } from '../domain/stream-spec.ts'
import { decryptSegment, encryptSegment, numberVector } from './aes-128.ts'
import type { Protection } from './protection.ts'
import { keyIndex, type SegmentKey } from './segment-keys.ts'

/** AES-128 of HLS: whole segments, each by the key that is in turn. */
export const protectWhole = (spec: WholeEncryption, keys: readonly SegmentKey[]): Protection => {
  const secret = (segment: number) => {
    const place = keyIndex(spec, segment, keys.length)
    const key = keys[place]?.key
    if (!key) throw new Error(`no key for segment ${segment}`)
    return { place, key, iv: spec.iv === undefined ? numberVector(segment) : Buffer.from(spec.iv, 'hex') }
  }
  return {
    init: () => undefined,
    lock: (clear, segment) => {
      const { place, key, iv } = secret(segment)
      return { data: encryptSegment(clear, key, iv), key: place }
    },
    opens: (written, clear, segment) => {
      const { key, iv } = secret(segment)
      return decryptSegment(written, key, iv).equals(clear)
    },
  }
}
