import type { FrameChoice, SnapshotMoments, Span } from '../../domain/picture-spec.ts'
import type { Rational } from '../../domain/units.ts'
import { type DraftContext, refuse } from '../draft.ts'
import { span } from '../expectation.ts'
import { lastKeyBefore } from './last-key.ts'
import { lastSlot, type Sampling, type Slots } from './sampling.ts'

/** A count of files that no folder is happy with is a mistake in the wish. */
export const MAX_PICTURES = 10_000
/** Said where key frames are wished and the part has none. */
export const KEYLESS = 'no key frame lies in the part: its other frames are taken'
/** How far a cover is looked for, in seconds. */
const COVER_WITHIN = 60
/** Bytes of the pictures that are compared for a cover. */
const COVER_MEMORY = 128 * 1024 * 1024

type Sampled = { readonly sampling: Sampling } | ReturnType<typeof refuse>
type Taken = Pick<Slots, 'distance' | 'taken' | 'last' | 'count'>

/** When snapshots are taken, in the part that is read. */
export const snapshotSampling = (at: SnapshotMoments, frames: FrameChoice, ctx: DraftContext): Sampled => {
  switch (at.by) {
    case 'keyframes':
      return {
        sampling: {
          by: 'keys',
          count: at.limit ?? MAX_PICTURES,
          ...(at.every !== undefined && { every: at.every }),
        },
      }
    case 'scenes':
      return { sampling: { by: 'scenes', threshold: at.threshold, count: at.limit ?? MAX_PICTURES } }
    case 'cover':
      return {
        sampling: {
          by: 'best',
          within: Math.min(COVER_WITHIN, ctx.cut.duration || COVER_WITHIN),
          frames: coverFrames(ctx),
          black: { amount: 90, threshold: 32 },
        },
      }
    case 'times':
      return slots(chosenTimes(at.times, ctx), frames, ctx)
    case 'count':
      return slots(evenly({ num: milli(ctx.cut.duration), den: at.count }, at.count), frames, ctx)
    case 'interval':
      return slots(interval(at, ctx), frames, ctx)
  }
}

/** Even distances over the part that is read, as sprites and animations have them. */
export const evenSlots = (
  every: Span | { readonly count: number } | { readonly frameRate: Rational },
  ctx: DraftContext,
): Slots | ReturnType<typeof refuse> => {
  const distance = evenDistance(every, ctx)
  if (distance.num <= 0) return tooClose()
  const taken = evenly(distance, 'count' in every ? every.count : countOf(distance, ctx))
  return 'problem' in taken ? taken : { by: 'slots', ...taken, hold: holdOf(taken, ctx) }
}

const evenDistance = (
  every: Span | { readonly count: number } | { readonly frameRate: Rational },
  ctx: DraftContext,
): Rational => {
  if ('count' in every) return { num: Math.max(1, milli(ctx.cut.duration)), den: every.count }
  if ('frameRate' in every) return { num: 1000 * every.frameRate.den, den: every.frameRate.num }
  return distanceOf(every, ctx)
}

const slots = (taken: Taken | ReturnType<typeof refuse>, frames: FrameChoice, ctx: DraftContext): Sampled => {
  if ('problem' in taken) return taken
  if (frames === 'key') {
    const final = lastKeyBefore(taken, ctx)
    return { sampling: { by: 'key-slots', ...taken, ...(final !== undefined && { final }) } }
  }
  return { sampling: { by: 'slots', ...taken, hold: holdOf(taken, ctx) } }
}

const evenly = (distance: Rational, count: number): Taken | ReturnType<typeof refuse> =>
  count > MAX_PICTURES
    ? refuse('value-out-of-range', `That would be ${count} pictures; an output has at most ${MAX_PICTURES}.`)
    : { distance: distance.num > 0 ? distance : { num: 1, den: 1 }, last: count - 1, count }

const interval = (
  { every, limit, last }: Extract<SnapshotMoments, { by: 'interval' }>,
  ctx: DraftContext,
): Taken | ReturnType<typeof refuse> => {
  const distance = distanceOf(every, ctx)
  if (distance.num <= 0) return tooClose()
  const count = Math.min(limit ?? Number.POSITIVE_INFINITY, countOf(distance, ctx))
  const end = milli(ctx.cut.duration)
  if (!last || end * distance.den <= (count - 1) * distance.num || (limit !== undefined && count >= limit))
    return evenly(distance, count)
  const unit = gcd(distance.num, end * distance.den)
  const taken = evenly({ num: unit, den: distance.den }, count + 1)
  const step = distance.num / unit
  return 'problem' in taken
    ? taken
    : {
        ...taken,
        taken: { every: step, at: [(end * distance.den) / unit] },
        last: (count - 1) * step,
      }
}

const chosenTimes = (times: readonly Span[], ctx: DraftContext): Taken | ReturnType<typeof refuse> => {
  const { cut, source } = ctx
  const end = milli(cut.duration)
  const start = milli(cut.start)
  const at = times.map((time) =>
    'percent' in time ? Math.round((end * time.percent) / 100) : milli(time.seconds) - start,
  )
  const outside = at.findIndex((ms) => ms < 0 || ms > end)
  if (outside >= 0)
    return refuse(
      'value-out-of-range',
      `There is no picture at ${((at[outside] ?? 0) + start) / 1000} s: ${cut.whole ? 'the source is' : 'the part that is read ends at'} ${(end + start) / 1000} s${cut.whole ? ' long' : ''}${source.media.duration > 0 ? '' : ', as far as it says'}.`,
    )
  const distinct = [...new Set(at)].sort((a, b) => a - b)
  const unit = distinct.reduce(gcd, 0) || 1000
  const numbers = distinct.map((ms) => ms / unit)
  return {
    distance: { num: unit, den: 1 },
    taken: { at: numbers },
    last: numbers.at(-1) ?? 0,
    count: numbers.length,
  }
}

const tooClose = () => refuse('invalid-parameter', 'Pictures must be at least 0.001 s apart.')
const milli = (s: number): number => Math.round(s * 1000)
/** In milliseconds; a percent of the part is kept exact, so that ten tenths are ten. */
const distanceOf = (every: Span, { cut }: DraftContext): Rational =>
  'seconds' in every
    ? { num: milli(every.seconds), den: 1 }
    : { num: milli(cut.duration) * Math.round(every.percent * 1000), den: 100_000 }
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

/** How many slots the picture has: it is on screen until the end of the part, or until its own. */
const countOf = (distance: Rational, ctx: DraftContext): number =>
  Math.max(1, Math.ceil((milli(pictureEnd(ctx)) * distance.den) / distance.num))

const pictureEnd = (ctx: DraftContext): number =>
  ctx.source.video ? span(ctx.source.video.stream, ctx).end : ctx.cut.duration

/**
 * The last frame holds until the last slot: sound may go on after the picture, and a container's own figure may be a little
 * too high. No longer, so that a source that breaks off is not filled up.
 */
const holdOf = (taken: Taken, ctx: DraftContext): number => {
  const end = pictureEnd(ctx)
  const beyond = lastSlot(taken) - end
  return Math.ceil(1000 * (Math.max(0, beyond) + Math.max(0.5, end / 100))) / 1000
}

const coverFrames = ({ source }: DraftContext): number => {
  const { width, height } = source.video?.decoded ?? { width: 1, height: 1 }
  return Math.min(16, Math.max(4, Math.floor(COVER_MEMORY / (width * height * 6))))
}
