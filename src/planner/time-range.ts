import type { MediaInfo } from '../domain/media-info.ts'
import type { TimeRange } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import { refuse } from './draft.ts'
import type { Held } from './held.ts'

/** A part of the source to read, in seconds from its start. `whole` reads everything. */
export interface Cut {
  readonly whole: boolean
  readonly start: number
  /** Absent: to the end. */
  readonly length?: number
  /** Seconds that are read before its start. Absent: reading begins at the start, or at a key frame before it. */
  readonly lead?: number
  /** Some of its frames have to be held. What is read before its start is then taken away by the filters. */
  readonly held?: Held
  /** How much that is; 0 when the source does not say its duration. */
  readonly duration: number
}

/** Seconds a source may be shorter than an end that is asked for, before it is worth a word. */
const WORTH_A_WORD = 0.5

export type Resolved = { readonly cut: Cut; readonly warning?: Warning } | { readonly problem: Problem }

/** The cut a range means for this source; a problem when nothing of the source lies in it. */
export const resolveCut = (range: TimeRange | undefined, { duration }: MediaInfo): Resolved => {
  const known = duration > 0
  if (!known && range && (range.start < 0 || (range.end ?? 0) < 0))
    return refuse(
      'source-unsupported',
      'The source does not say how long it is: no time can be counted from its end.',
    )
  const from = (time: number): number => (time < 0 ? duration + time : time)
  const start = Math.max(0, from(range?.start ?? 0))
  const asked = range?.end === undefined ? undefined : from(range.end)
  const facts = { detail: { start, end: asked ?? null, duration } }
  if (known && start >= duration)
    return refuse(
      'value-out-of-range',
      `The part would begin at ${round(start)} s, but the source is ${round(duration)} s long.`,
      facts,
    )
  if (asked !== undefined && asked <= start)
    return refuse(
      'value-out-of-range',
      `The part would end at ${round(asked)} s, which is not after its start at ${round(start)} s.`,
      facts,
    )
  const end = asked !== undefined && !(known && asked >= duration) ? asked : undefined
  const warning =
    known && asked !== undefined && asked > duration + WORTH_A_WORD
      ? endsEarly(start, asked, duration)
      : undefined
  return { cut: cutFrom(start, end, duration), ...(warning && { warning }) }
}

/** @param end absent: to the end of the source, which is at `duration`, or at 0 when that is not known */
export const cutFrom = (start: number, end: number | undefined, duration: number): Cut => {
  if (start === 0 && end === undefined) return { whole: true, start: 0, duration: Math.max(0, duration) }
  const length = end === undefined ? undefined : end - start
  return {
    ...{ whole: false, start, duration: length ?? Math.max(0, duration - start) },
    ...(length !== undefined && { length }),
  }
}

const endsEarly = (start: number, asked: number, end: number): Warning => ({
  code: 'range-changed',
  message: `The source ends at ${round(end)} s, before the end that was asked for, ${round(asked)} s.`,
  detail: { asked: { start, end: asked }, actual: { start, end } },
})

export const round = (n: number): number => Math.round(n * 1000) / 1000

/** The options before `-i`. Decoding from the key frame before `start` makes the cut exact. */
export const cutArgs = (cut: Cut): string[] =>
  cut.whole
    ? []
    : cut.held
      ? [
          ...(cut.start > cut.held.lead ? ['-ss', decimal(cut.start - cut.held.lead)] : []),
          ...(cut.length === undefined ? [] : ['-t', decimal(cut.length + cut.held.lead)]),
        ]
      : [
          // What comes before the start gets times before zero, which are cut off.
          ...(cut.lead ? ['-itsoffset', decimal(-cut.lead)] : []),
          // Some containers cannot seek, not even to their beginning.
          ...(cut.start > 0 ? ['-ss', decimal(cut.start - (cut.lead ?? 0))] : []),
          ...(cut.length === undefined ? [] : ['-t', decimal(cut.length)]),
        ]

/** A plain decimal with microseconds; FFmpeg's parsers know no exponents in times. */
export const decimal = (n: number): string => n.toFixed(6).replace(/\.?0+$/, '')
