import { makeBox } from './boxes.ts'

/** What an index says of a file whose segments lie one behind the other. Times in ticks of `timescale`. */
export interface SegmentIndex {
  /** The track whose times they are. */
  readonly track: number
  readonly timescale: number
  readonly segments: readonly {
    readonly size: number
    readonly span: { readonly start: number; readonly duration: number }
  }[]
}

/** Bytes of an index of so many segments. */
export const segmentIndexSize = (segments: number): number => 40 + 12 * segments

/** Bit 31 of a reference's third word: it begins with a random access point; bits 28 to 30: which is of type 1. */
const BEGINS_WITH_SAP_1 = 0x90000000

/** The segment index box (`sidx`, ISO/IEC 14496-12) that lies right before the segments; each begins with a key frame. */
export const segmentIndex = ({ track, timescale, segments }: SegmentIndex): Buffer => {
  const head = Buffer.alloc(32)
  head[0] = 1
  head.writeUInt32BE(track, 4)
  head.writeUInt32BE(timescale, 8)
  head.writeBigUInt64BE(BigInt(segments[0]?.span.start ?? 0), 12)
  head.writeUInt16BE(segments.length, 30)
  const references = segments.map(({ size, span }) => {
    const reference = Buffer.alloc(12)
    reference.writeUInt32BE(size, 0)
    reference.writeUInt32BE(span.duration, 4)
    reference.writeUInt32BE(BEGINS_WITH_SAP_1, 8)
    return reference
  })
  return makeBox('sidx', head, ...references)
}
