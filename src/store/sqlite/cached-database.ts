import type Database from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { explain } from './errors.ts'

/** Far above the number of distinct texts the store makes; filtered lists are the only ones that vary. */
const MAX_STATEMENTS = 256

/**
 * The face Kysely's driver wants, with each statement prepared once by its text; the least recently added goes first
 * when there are too many. Errors come out as the domain's.
 */
export const cachedDatabase = (db: Database.Database): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare: (text) => {
      const known = statements.get(text)
      if (known) return known
      // After some errors SQLite has rolled back by itself; the driver's own rollback would then hide the cause.
      if (text === 'rollback') return rollback(db)
      const statement = wrap(guarded(() => db.prepare(text)))
      const [oldest] = statements.keys()
      if (statements.size >= MAX_STATEMENTS && oldest !== undefined) statements.delete(oldest)
      statements.set(text, statement)
      return statement
    },
    close: () => db.close(),
  }
}

const wrap = (statement: Database.Statement): SqliteStatement => ({
  reader: statement.reader,
  all: (parameters) => guarded(() => statement.all(parameters)),
  run: (parameters) => guarded(() => statement.run(parameters)),
  iterate: (parameters) => statement.iterate(parameters),
})

const rollback = (db: Database.Database): SqliteStatement =>
  wrap(db.prepare(db.inTransaction ? 'rollback' : 'select 1 where 0'))

const guarded = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw explain(error)
  }
}
