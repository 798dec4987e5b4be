/** In bytes. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** How to decrypt a segment, as an HLS playlist says it. */
export interface PlaylistKey {
  /** AES-128: whole segments. The others: samples, by the schemes `cbcs` and `cenc`. */
  readonly method: 'AES-128' | 'SAMPLE-AES' | 'SAMPLE-AES-CTR'
  readonly uri: string
  /** 32 hex digits. Absent: the segment's number, or what its samples say. */
  readonly iv?: string
}

export interface PlaylistSegment {
  readonly uri: string
  /** Seconds. */
  readonly duration: number
  readonly range?: ByteRange
  readonly key?: PlaylistKey
}
