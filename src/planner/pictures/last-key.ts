import { SEEKABLE } from '../decode-groups.ts'
import type { DraftContext } from '../draft.ts'
import { type KeySlots, lastSlot } from './sampling.ts'

/** Seconds after the last moment in which a key frame is looked for; a part that goes on longer is taken to have one. */
const LOOK_INTO = 60

/**
 * The last key frame of the part, in seconds from its start, where moments come after it: it has to stand for them. Undefined
 * where each moment has one at or after it, or while nobody looked.
 */
export const lastKeyBefore = (
  slots: Pick<KeySlots, 'distance' | 'taken' | 'last'>,
  { source: { media, video }, cut, measured }: DraftContext,
): number | undefined => {
  const last = lastSlot(slots)
  if (!video || last === 0) return undefined
  const rest = cut.duration > 0 ? Math.max(0, cut.duration - last) : LOOK_INTO
  // Where there is no index, the one before is found on the way.
  const from = cut.start + (SEEKABLE.test(media.container) ? last : 0)
  const to = cut.start + last + Math.min(rest, LOOK_INTO)
  // Of two equal times nothing would be read.
  const found = measured({
    ...{ what: 'frame-times', which: 'keys', stream: video.stream.index, from },
    to: to + 0.5,
  })
  if (found?.what !== 'frame-times') return undefined
  const times = found.times.map((time) => from + time - cut.start)
  const within = (time: number): boolean => cut.length === undefined || time < cut.length
  if (rest > LOOK_INTO || times.some((time) => time > last - SAME && within(time))) return undefined
  return times.findLast((time) => time <= last && time > -SAME)
}

/** Seconds. Times of packets are rounded to the ticks of their container. */
const SAME = 0.002
