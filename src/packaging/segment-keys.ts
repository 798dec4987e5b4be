import { randomBytes } from 'node:crypto'
import type { EncryptionKeys, EncryptionSpec, WholeEncryption } from '../domain/stream-spec.ts'

/** Sixteen secret bytes, and how a player is told of them. */
export interface SegmentKey {
  readonly key: Buffer
  /** As the caller gave it; absent for one that lies beside the playlist. */
  readonly uri?: string
  readonly generated: boolean
  /** 16 bytes by which common encryption names it. */
  readonly keyId?: Buffer
}

/** The keys for a stream of so many segments, in the order of their use; they start over when there are too few. */
export const keysFor = (
  spec: EncryptionSpec,
  segments: number,
  random: (size: number) => Buffer = randomBytes,
): readonly SegmentKey[] => {
  if (spec.method !== 'aes-128') {
    const keyId = spec.keyId === undefined ? random(16) : Buffer.from(spec.keyId, 'hex')
    return secrets(spec.keys, 1, random).map((key) => ({ ...key, keyId }))
  }
  const { keys, rotateEvery } = spec
  return secrets(keys, rotateEvery === undefined ? 1 : Math.max(1, Math.ceil(segments / rotateEvery)), random)
}

const secrets = (
  keys: EncryptionKeys,
  needed: number,
  random: (size: number) => Buffer,
): readonly SegmentKey[] => {
  if (keys.from === 'given')
    return keys.given
      .slice(0, needed)
      .map(({ key, uri }) => ({ key: Buffer.from(key, 'hex'), uri, generated: false }))
  return Array.from({ length: needed }, (_, i) => ({
    ...{ key: random(16), generated: true },
    ...(keys.uri !== undefined && { uri: keys.uri.replaceAll('{number}', String(i)) }),
  }))
}

/** Which of the keys a segment is encrypted with. */
export const keyIndex = ({ rotateEvery }: WholeEncryption, segment: number, keys: number): number =>
  rotateEvery === undefined ? 0 : Math.floor(segment / rotateEvery) % Math.max(1, keys)
