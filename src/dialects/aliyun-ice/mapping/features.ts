import type { TimeRange } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { Features } from '../schema/config.ts'

/** `hh:mm:ss[.SSS]` or seconds. @throws DomainError value-out-of-range */
const readSeconds = (value: string | number | undefined, path: string): number | undefined => {
  if (value === undefined) return undefined
  const [, h, m, s] = /^(?:(\d{1,3}):([0-5]?\d):)?(\d+(?:\.\d{1,6})?)$/.exec(String(value)) ?? []
  if (s !== undefined && (h === undefined || Number(s) < 60))
    return Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s)
  throw fail(
    'value-out-of-range',
    `Wrong value of the parameter "${path}": hh:mm:ss[.SSS], or a number of seconds.`,
    { path },
  )
}

/** The part of the source that is wanted; undefined for all of it. `End` is a point of the source and wins over `Duration`. */
export const toRange = (features: Features, at: string): TimeRange | undefined => {
  const span = features?.Clip?.TimeSpan
  if (!span) return undefined
  const path = `${at}.Clip.TimeSpan`
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
