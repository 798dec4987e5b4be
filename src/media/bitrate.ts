import { type BitsPerSecond, bps } from '../domain/units.ts'

/** `size` in bytes, `duration` in seconds. */
export interface SizedSegment {
  readonly size: number
  readonly duration: number
}

/** All bits over the whole length; 0 for an empty stream. */
export const averageBitrate = (segments: readonly SizedSegment[]): BitsPerSecond => {
  const { size, duration } = total(segments)
  return bps(duration > 0 ? Math.ceil((size * 8) / duration) : 0)
}

/**
 * The peak segment bit rate of RFC 8216: the largest of any run of segments whose length is between half and one and a
 * half target durations. A stream shorter than that is its own peak.
 */
export const peakBitrate = (segments: readonly SizedSegment[], targetDuration: number): BitsPerSecond => {
  let peak = 0
  for (let from = 0; from < segments.length; from++) {
    let size = 0
    let duration = 0
    for (let to = from; to < segments.length; to++) {
      size += segments[to]?.size ?? 0
      duration += segments[to]?.duration ?? 0
      if (duration > 1.5 * targetDuration) break
      if (duration >= 0.5 * targetDuration) peak = Math.max(peak, (size * 8) / duration)
    }
  }
  return bps(Math.max(Math.ceil(peak), averageBitrate(segments)))
}

const total = (segments: readonly SizedSegment[]): SizedSegment =>
  segments.reduce(
    (sum, { size, duration }) => ({ size: sum.size + size, duration: sum.duration + duration }),
    { size: 0, duration: 0 },
  )
