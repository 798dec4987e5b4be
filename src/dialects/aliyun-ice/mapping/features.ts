import type { FileSpec, OutputSpec, TimeRange } from '../../../domain/output-spec.ts'
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

/** An output that says of itself what its features say. @throws DomainError unsupported-parameter */
export const withTags = <S extends OutputSpec>(spec: S, features: Features, at: string): S | FileSpec => {
  if (spec.kind !== 'file') return withoutTags(spec, features, at)
  const tags = Object.entries(features?.Metadata ?? {}).map(([name, value]) => ({ name, value }))
  return tags.length > 0 ? { ...spec, tags } : spec
}

/** What is no file says nothing of itself. @throws DomainError unsupported-parameter */
export const withoutTags = <T>(made: T, features: Features, at: string): T => {
  if (Object.keys(features?.Metadata ?? {}).length === 0) return made
  throw fail('unsupported-parameter', 'Metadata is written into files, not into streams and animations.', {
    path: `${at}.Metadata`,
  })
}
