import type { MediaInfo } from '../domain/media-info.ts'
import type { TimeRange } from '../domain/output-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'

/** A part of the source to read, in seconds from its start. `whole` reads everything. */
export interface Cut {
  readonly whole: boolean
  readonly start: number
  /** Absent: to the end. */
  readonly length?: number
  /** How much that is; 0 when the source does not say its duration. */
  readonly duration: number
}

/** The cut a range means for this source; a problem when nothing of the source lies in it. */
export const resolveCut = (
  range: TimeRange | undefined,
  media: MediaInfo,
): { readonly cut: Cut } | { readonly problem: Problem } => {
  const start = range?.start ?? 0
  const known = media.duration > 0
  const end = range?.end !== undefined && !(known && range.end >= media.duration) ? range.end : undefined
  if (start < 0 || (end !== undefined && end <= start) || (known && start >= media.duration))
    return {
      problem: problem(
        'value-out-of-range',
        `The range ${start} s to ${range?.end ?? media.duration} s holds nothing of the source, which is ${media.duration} s long.`,
        { detail: { start, end: range?.end ?? null, duration: media.duration } },
      ),
    }
  if (start === 0 && end === undefined)
    return { cut: { whole: true, start: 0, duration: Math.max(0, media.duration) } }
  const length = end === undefined ? undefined : end - start
  return {
    cut: {
      whole: false,
      start,
      duration: length ?? Math.max(0, media.duration - start),
      ...(length !== undefined && { length }),
    },
  }
}

/** The options before `-i`. Decoding from the key frame before `start` makes the cut exact. */
export const cutArgs = (cut: Cut): string[] =>
  cut.whole
    ? []
    : ['-ss', decimal(cut.start), ...(cut.length === undefined ? [] : ['-t', decimal(cut.length)])]

/** A plain decimal with microseconds; FFmpeg's parsers know no exponents in times. */
export const decimal = (n: number): string => n.toFixed(6).replace(/\.?0+$/, '')
