/**
 * Two schemes of common encryption (ISO/IEC 23001-7). `cenc`: AES-CTR, a vector for each sample. `cbcs`: AES-CBC with one
 * vector for all, of the picture one block in ten; what HLS calls SAMPLE-AES.
 */
export type Scheme = 'cenc' | 'cbcs'

export interface SampleKey {
  readonly scheme: Scheme
  /** 16 secret bytes. */
  readonly key: Buffer
  /** 16 bytes that name the key to players. */
  readonly keyId: Buffer
  /** 16 bytes: `cbcs` begins every run with it, `cenc` counts up from its first 8. */
  readonly vector: Buffer
}

/** Bytes of the vector that stands beside each sample; none where one holds for all. */
export const VECTOR_SIZE: Readonly<Record<Scheme, 0 | 8>> = { cenc: 8, cbcs: 0 }

/** Blocks of 16 bytes: so many encrypted, so many skipped, in turn. */
export interface Pattern {
  readonly crypt: number
  readonly skip: number
}

/** Absent: every block. */
export const patternOf = (scheme: Scheme, type: 'video' | 'audio' | 'other'): Pattern | undefined =>
  scheme === 'cbcs' && type === 'video' ? { crypt: 1, skip: 9 } : undefined
