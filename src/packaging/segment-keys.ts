import { randomBytes } from 'node:crypto'
import type { EncryptionSpec } from '../domain/stream-spec.ts'

/** Sixteen secret bytes, and how a player is told of them. */
export interface SegmentKey {
  readonly key: Buffer
  /** As the caller gave it; absent for one that lies beside the playlist. */
  readonly uri?: string
  readonly generated: boolean
}

/** The keys for a stream of so many segments, in the order of their use; they start over when there are too few. */
export const keysFor = (
  { keys, rotateEvery }: EncryptionSpec,
  segments: number,
  random: (size: number) => Buffer = randomBytes,
): readonly SegmentKey[] => {
  const needed = rotateEvery === undefined ? 1 : Math.max(1, Math.ceil(segments / rotateEvery))
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
export const keyIndex = ({ rotateEvery }: EncryptionSpec, segment: number, keys: number): number =>
  rotateEvery === undefined ? 0 : Math.floor(segment / rotateEvery) % Math.max(1, keys)
