import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Pattern, SampleKey } from './scheme.ts'
import type { Subsample } from './subsamples.ts'

const BLOCK = 16

export interface SampleCipher {
  readonly key: SampleKey
  readonly pattern?: Pattern
  /** Of this sample: 8 bytes of `cenc`, 16 of `cbcs`. */
  readonly vector: Buffer
}

type Way = 'lock' | 'open'

/** Encrypts or decrypts a sample where it stands. `subsamples` absent: all of it. */
export const cipherSample = (
  way: Way,
  sample: Buffer,
  { key, pattern, vector }: SampleCipher,
  subsamples: readonly Subsample[] = [{ clear: 0, locked: sample.length }],
): void => {
  // One counter runs through all protected bytes of a sample; a chain begins anew in each run.
  const counting = key.scheme === 'cenc' ? counter(way, key.key, vector) : undefined
  let at = 0
  for (const { clear, locked } of subsamples) {
    const run = sample.subarray(at + clear, at + clear + locked)
    if (counting) counting(run).copy(run)
    else chain(way, run, key.key, vector, pattern)
    at += clear + locked
  }
}

const counter = (way: Way, key: Buffer, vector: Buffer): ((run: Buffer) => Buffer) => {
  const block = Buffer.concat([vector, Buffer.alloc(8)])
  const cipher = make(way)('aes-128-ctr', key, block)
  return (run) => cipher.update(run)
}

/** The blocks that the pattern names, chained; a last one that is not whole stays as it is. */
const chain = (way: Way, run: Buffer, key: Buffer, vector: Buffer, pattern?: Pattern): void => {
  const places: number[] = []
  const { crypt, skip } = pattern ?? { crypt: 1, skip: 0 }
  for (let block = 0; (block + 1) * BLOCK <= run.length; block++)
    if (block % (crypt + skip) < crypt) places.push(block * BLOCK)
  if (places.length === 0) return
  const cipher = make(way)('aes-128-cbc', key, vector)
  cipher.setAutoPadding(false)
  const done = cipher.update(Buffer.concat(places.map((place) => run.subarray(place, place + BLOCK))))
  for (const [i, place] of places.entries()) done.copy(run, place, i * BLOCK, (i + 1) * BLOCK)
}

const make = (way: Way) => (way === 'lock' ? createCipheriv : createDecipheriv)
