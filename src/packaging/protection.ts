/** How the files of one rendition are made unreadable, and how to see that they can be read again. */
export interface Protection {
  /** The initialisation segment as it goes out; undefined: as it is. */
  readonly init: (clear: Buffer) => Buffer | undefined
  /** A segment as it goes out. Called in the order of playing. */
  readonly lock: (clear: Buffer, segment: number) => LockedSegment
  /** Whether what was written opens to what was in the clear. */
  readonly opens: (written: Buffer, clear: Buffer, segment: number) => boolean
}

export interface LockedSegment {
  readonly data: Buffer
  /** Place in the list of keys. */
  readonly key: number
  /** Bytes by which its first fragment's description has grown, where its samples can still be told apart. */
  readonly growth?: number
}
