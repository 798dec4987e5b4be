import { fail } from '../../../domain/problem.ts'
import { type Instant, instant } from '../../../domain/units.ts'

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
