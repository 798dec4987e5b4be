import { rational, seconds, toNumber } from '../domain/units.ts'
import { shownPart, span } from './expectation.ts'
import { type Held, steadily, usualRate } from './held.ts'
import type { Source } from './source.ts'
import type { Cut } from './time-range.ts'

/** Seconds. Players wait that long for a picture without anybody minding. */
const LATE = 0.45

/**
 * A picture that begins after the sound, with its first frame shown from the beginning: the segments of a stream begin with
 * its picture, and would lack the sound before. Undefined where it does not, and for parts from within.
 */
export const fromBeginning = (
  cut: Cut,
  source: Source,
): { readonly cut: Cut & { readonly held: Held }; readonly source: Source } | undefined => {
  const { video } = source
  if (!video || cut.start > 0 || source.media.audio.length === 0) return undefined
  const { start, end } = span(shownPart(video.stream), { source, cut })
  if (start < LATE || !(end > start)) return undefined
  const { frameRate, baseFrameRate, interlaced } = video.stream
  const own = interlaced ? frameRate : baseFrameRate
  const rate = video.variable ? rational(usualRate(toNumber(frameRate))) : own
  // Less than a frame, so that those that come keep their times.
  const late = start - Math.floor(start * toNumber(rate)) / toNumber(rate)
  const fill = { from: late }
  const held = { rate, lead: 0, first: start, last: 1 / toNumber(rate), end, fill }
  const { firstShown: _, ...stream } = video.stream
  const begin = seconds(source.media.startTime + late)
  const whole = { ...stream, startTime: begin, duration: seconds(end - late) }
  return {
    cut: { ...cut, held },
    source: { ...source, video: steadily({ ...video, stream: whole }, rate, end - late) },
  }
}
