import { fail } from '../../domain/problem.ts'
import { type Instant, instant } from '../../domain/units.ts'

/** UTC, to the second. */
export const spellTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** @throws DomainError value-out-of-range */
export const readTime = (text: string | undefined, path: string): Instant | undefined => {
  if (text === undefined) return undefined
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return instant(at)
  throw fail(
    'value-out-of-range',
    `Wrong value of the parameter "${path}": a UTC time such as 2026-01-31T12:00:00Z.`,
    { path },
  )
}

/** `hh:mm:ss[.SSS]` or seconds. @throws DomainError value-out-of-range */
export const readSeconds = (value: string | number | undefined, path: string): number | undefined => {
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
