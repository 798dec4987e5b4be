import { type Instant, instant } from '../../../domain/units.ts'

/** What the service writes for a time that has not come. */
const UNSET = '0000-00-00T00:00:00Z'

/** UTC, to the second. */
export const spellTime = (at: Instant | undefined): string =>
  at === undefined ? UNSET : `${new Date(at).toISOString().slice(0, 19)}Z`

/** Templates carry the offset of the service's home. */
export const spellTemplateTime = (at: Instant): string =>
  `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** An ISO 8601 time with its zone; undefined when the text is none. */
export const readTime = (text: string): Instant | undefined => {
  const at = ISO.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : instant(at)
}
