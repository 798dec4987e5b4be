import { type RawBuilder, sql } from 'kysely'
import type { Hold } from './schema.ts'

/**
 * The value as text of the query, not as a parameter: an index over part of a table is used only when the query itself
 * says that part.
 */
export const literalHold = (hold: Hold): RawBuilder<Hold> => sql.lit(hold)

/** Tasks a worker may take; in the query's text for the same reason. */
export const NOT_PAUSED: RawBuilder<number> = sql.lit(0)
export const PAUSED: RawBuilder<number> = sql.lit(1)
