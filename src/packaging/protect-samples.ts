import { randomBytes } from 'node:crypto'
import type { SampleEncryption } from '../domain/stream-spec.ts'
import { clearSamples, openSegment } from './cenc/open-segment.ts'
import { protectInit } from './cenc/protect-init.ts'
import { protectSegment } from './cenc/protect-segment.ts'
import type { SampleKey } from './cenc/scheme.ts'
import type { InitTrack } from './init-segment.ts'
import type { Protection } from './protection.ts'
import type { SegmentKey } from './segment-keys.ts'

/**
 * Common encryption of the samples of one rendition; what is around them stays readable. Renditions of one key must not share
 * vectors where they are counted: each begins at a random one.
 */
export const protectSamples = (
  spec: SampleEncryption,
  { key, keyId }: SegmentKey,
  tracks: readonly InitTrack[],
  random: (size: number) => Buffer = randomBytes,
): Protection => {
  if (!keyId) throw new Error('a key of common encryption has a name')
  const given = spec.method === 'sample-aes' ? spec.iv : undefined
  const vector = given === undefined ? random(16) : Buffer.from(given, 'hex')
  const sampleKey: SampleKey = { scheme: SCHEMES[spec.method], key, keyId, vector }
  let count = vector.readBigUInt64BE()
  const nextVector = (): Buffer => {
    const next = Buffer.alloc(8)
    next.writeBigUInt64BE(count)
    count = BigInt.asUintN(64, count + 1n)
    return next
  }
  return {
    init: (clear) => protectInit(clear, sampleKey),
    lock: (clear) => ({ ...protectSegment(clear, tracks, sampleKey, nextVector), key: 0 }),
    opens: (written, clear) => {
      const expected = clearSamples(clear, tracks)
      const opened = openSegment(written, tracks, sampleKey)
      return (
        opened.length === expected.length &&
        opened.every((sample, i) => expected[i] !== undefined && sample.equals(expected[i]))
      )
    },
  }
}

/** `sample-aes` is what HLS calls the scheme `cbcs`. */
export const SCHEMES = { 'sample-aes': 'cbcs', cenc: 'cenc' } as const
