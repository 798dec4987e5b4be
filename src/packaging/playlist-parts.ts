/** In bytes. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** How to decrypt a segment, as an HLS playlist says it. */
export interface PlaylistKey {
  readonly method: 'AES-128'
  readonly uri: string
  /** 32 hex digits. Absent: the segment's number. */
  readonly iv?: string
}

export interface PlaylistSegment {
  readonly uri: string
  /** Seconds. */
  readonly duration: number
  readonly range?: ByteRange
  readonly key?: PlaylistKey
}
