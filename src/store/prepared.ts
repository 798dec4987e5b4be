import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Stands for a value that each run gives. */
export type SlotOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name]

/** Runs on a connection or in a transaction. */
export type Prepared<Values, Row> = (db: Kysely<Schema>, values: Values) => Promise<PreparedResult<Row>>
export interface PreparedResult<Row> {
  readonly rows: readonly Row[]
  readonly changed: number
}

/**
 * Compiles a query once; each run only fills in the values. Kysely's building and compiling costs several times what
 * SQLite needs for a row.
 */
export const prepare = <Values extends object, Row>(
  build: (slot: SlotOf<Values>) => Compilable<Row>,
): Prepared<Values, Row> => {
  // The slot travels through Kysely as an opaque value and comes back in the list of parameters.
  const compiled: CompiledQuery<Row> = build(((name: string) => new Slot(name)) as never).compile()
  const { parameters } = compiled
  return async (db, values) => {
    const filled = parameters.map((p) => (p instanceof Slot ? values[p.name as keyof Values] : p))
    const result = await db.executeQuery<Row>({ ...compiled, parameters: filled })
    return { rows: result.rows, changed: Number(result.numAffectedRows ?? 0) }
  }
}

/** `{ column: slot(column) }` for each column: the values of an insert. */
export const slots = <Values, Name extends keyof Values & string>(
  slot: SlotOf<Values>,
  names: readonly Name[],
): Pick<Values, Name> =>
  Object.fromEntries(names.map((name) => [name, slot(name)] as const)) as Pick<Values, Name>
