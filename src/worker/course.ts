import type { Pace } from '../domain/event.ts'
import type { Effort } from '../domain/plan.ts'
import { type Instant, type Percent, percent, seconds } from '../domain/units.ts'

/** A piece of an attempt's work. */
export interface Piece {
  /** What is done in it: the same thing is the same piece. */
  readonly of: object
  /** How long it takes, beside the others of its course; of a timed one, seconds as far as is known. */
  readonly weight: number
  /** What that was made of, where it can be learnt from. */
  readonly effort?: Effort
  /** The outputs that it brings on. */
  readonly outputs: readonly number[]
}

/**
 * How far an attempt has come through its work, as far as that is known. Whenever more of it becomes known, or some must be done
 * again, a new course is laid from where each output has come to: so nothing ever goes back, and nothing stands still that
 * moves. Pure: times are handed in.
 */
export interface Course {
  readonly pieces: readonly Piece[]
  /** 0 to 1, of pieces that are begun. */
  readonly shares: ReadonlyMap<object, number>
  /** Where the outputs were when it was laid. */
  readonly from: ReadonlyMap<number, Percent>
  /** Outputs for which nothing is left to do. */
  readonly over: ReadonlySet<number>
  /** Absent: the weights say nothing of time. */
  readonly rate?: Rate
}

/** Weight done in so many seconds, what is long past counting less and less. */
interface Rate {
  readonly at: Instant
  readonly weight: number
  readonly seconds: number
}

/** 100 % is said only by success. */
const BEFORE_SUCCESS = 99
/** After so many seconds a change of speed has mostly arrived. */
const MEMORY = 15
/** What is known beforehand counts as much as so many seconds of seeing. */
const BEFOREHAND = { weight: 3, seconds: 3 }

/**
 * A course from where the outputs are. `timed`: all there is to do is known, and the weights are times to each other; `known`:
 * they are what it took before.
 */
export const layCourse = (
  pieces: readonly Piece[],
  before: Pick<Course, 'from' | 'over'> & Partial<Course>,
  at: Instant,
  how: 'untimed' | 'timed' | 'known',
): Course => ({
  pieces,
  shares: new Map(),
  from: new Map([...before.from.keys()].map((output) => [output, reachedIn(before, output)])),
  over: before.over,
  ...(how !== 'untimed' && { rate: { at, ...(how === 'known' ? BEFOREHAND : { weight: 0, seconds: 0 }) } }),
})

/** The rest of a course when some of its pieces are to be done again. */
export const repeat = (course: Course, pieces: readonly object[], at: Instant): Course =>
  layCourse(
    course.pieces.filter(({ of }) => pieces.includes(of) || (course.shares.get(of) ?? 0) < 1),
    course,
    at,
    course.rate ? 'timed' : 'untimed',
  )

/** Takes in that a piece is done to a share of 0 to 1. */
export const advance = (course: Course, of: object, share: number, at: Instant): Course => {
  const piece = course.pieces.find((p) => p.of === of)
  if (!piece) return course
  const before = course.shares.get(of) ?? 0
  const now = Math.min(1, Math.max(before, share))
  return {
    ...course,
    shares: new Map([...course.shares, [of, now]]),
    ...(course.rate && { rate: measured(course.rate, (now - before) * piece.weight, at) }),
  }
}

const measured = (rate: Rate, weight: number, at: Instant): Rate => {
  const elapsed = Math.max(0, at - rate.at) / 1000
  const kept = Math.exp(-elapsed / MEMORY)
  return { at, weight: rate.weight * kept + weight, seconds: rate.seconds * kept + elapsed }
}

/** Takes in that an output has succeeded or failed. */
export const finish = (course: Course, output: number): Course => ({
  ...course,
  over: new Set([...course.over, output]),
})

/** How far an output is, for who watches. */
export const reached = (course: Course, output: number): Percent => reachedIn(course, output)

const reachedIn = (
  { pieces = [], shares, from, over }: Pick<Course, 'from' | 'over'> & Partial<Course>,
  output: number,
): Percent => {
  if (over.has(output)) return percent(100)
  const start = from.get(output) ?? 0
  const own = pieces.filter(({ outputs }) => outputs.includes(output))
  const all = own.reduce((sum, { weight }) => sum + weight, 0)
  const done = own.reduce((sum, { of, weight }) => sum + weight * (shares?.get(of) ?? 0), 0)
  if (all <= 0) return percent(start)
  return percent(Math.min(BEFORE_SUCCESS, start + (100 - start) * (done / all)))
}

/** Seconds until all of it is done; undefined while nothing has moved. */
export const timeLeft = ({ pieces, shares, over, rate }: Course): Pace['eta'] => {
  if (!rate || rate.weight <= 0) return undefined
  const left = pieces
    .filter(({ outputs }) => outputs.some((output) => !over.has(output)))
    .reduce((sum, { of, weight }) => sum + weight * (1 - (shares.get(of) ?? 0)), 0)
  return seconds((left * rate.seconds) / rate.weight)
}
