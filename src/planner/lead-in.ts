import { isImage } from '../domain/media-info.ts'
import type { AskMeasurement } from './draft.ts'
import type { Source } from './source.ts'
import type { Cut } from './time-range.ts'

/** Containers in which a seek goes by times alone and may arrive behind the key frame that the frames there need. */
const SEEKS_BY_TIME = /^mpeg(?:ts)?$/
/** Seconds before a start in which a key frame is looked for. */
const LOOK_BACK = 30
/** Seconds. A seek arrives at some packet near its time. */
const MARGIN = 0.5

/**
 * The part with as much before it as its first frame needs to be decoded.
 * @param measured absent: nobody can look, and it is read from well before
 */
export const withLeadIn = (cut: Cut, { media, video }: Source, measured?: AskMeasurement): Cut => {
  if (!video || cut.start === 0) return cut
  // Each picture of a moving image is laid on those before it.
  if (isImage(media)) return { ...cut, lead: cut.start }
  if (!SEEKS_BY_TIME.test(media.container)) return cut
  const from = Math.max(0, cut.start - LOOK_BACK)
  const found = measured?.({
    ...{ what: 'frame-times', which: 'keys', stream: video.stream.index, from },
    to: cut.start + MARGIN,
  })
  const keys = found?.what === 'frame-times' ? found.times.map((time) => from + time) : []
  const before = keys.findLast((time) => time <= cut.start + 0.001) ?? from
  return { ...cut, lead: cut.start - Math.max(0, before - MARGIN) }
}
