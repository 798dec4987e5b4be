import type { TimeRange } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import { readSeconds } from '../../../wire/aliyun/clock.ts'
import type { Features } from '../schema/config.ts'

/** The part of the source that an output is of. */
export const toRange = (features: Features, at: string): TimeRange | undefined =>
  spanOf(features?.Clip?.TimeSpan, `${at}.Clip.TimeSpan`)

interface Span {
  readonly Seek?: string | number | undefined
  readonly Duration?: string | number | undefined
  readonly End?: string | number | undefined
}

/** The part of the source that is wanted; undefined for all of it. `End` is a point of the source and wins over `Duration`. */
export const spanOf = (span: Span | undefined, path: string): TimeRange | undefined => {
  if (!span) return undefined
  const start = readSeconds(span.Seek, `${path}.Seek`) ?? 0
  const length = readSeconds(span.Duration, `${path}.Duration`)
  const end = readSeconds(span.End, `${path}.End`) ?? (length === undefined ? undefined : start + length)
  if (end !== undefined && end <= start)
    throw fail('invalid-parameter', `${path} ends at ${end} s, not after its start at ${start} s.`, {
      path,
    })
  if (start === 0 && end === undefined) return undefined
  return { start: seconds(start), ...(end === undefined ? {} : { end: seconds(end) }) }
}
