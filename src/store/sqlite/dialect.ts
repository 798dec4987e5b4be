import { SqliteAdapter, SqliteDialect, SqliteQueryCompiler } from 'kysely'

/** Kysely's SQLite, with two facts of the engine put right. */
export class Dialect extends SqliteDialect {
  override createAdapter(): Adapter {
    return new Adapter()
  }

  override createQueryCompiler(): Compiler {
    return new Compiler()
  }
}

/** SQLite can roll table changes back, so a migration that fails half-way leaves nothing behind. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * SQLite's planner looks at values bound to a bare `?` and prepares the statement anew when they change, which
 * better-sqlite3 makes happen at every run: ten times the cost of a read by key. A unary plus changes no value of any
 * type, and hides the parameter from the planner.
 */
class Compiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}
