import type { Instant } from '../../../domain/units.ts'

/** `2026-01-31T12:00:00.000Z` */
export const isoTime = (at: Instant): string => new Date(at).toISOString()

/** `{startedAt: '…'}` for a time that is there, nothing for one that is not. */
export const optionalTime = <Name extends string>(
  name: Name,
  at: Instant | undefined,
): { [K in Name]?: string } => (at === undefined ? {} : ({ [name]: isoTime(at) } as { [K in Name]?: string }))
