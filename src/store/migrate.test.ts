import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { initial } from './migrations/0001-initial.ts'
import type { Schema } from './schema.ts'
import { cachedDatabase } from './sqlite/cached-database.ts'
import { Dialect } from './sqlite/dialect.ts'

it('brings the tables of the first release to this one, with what is in them', async () => {
  const raw = new Database(':memory:')
  const db = new Kysely<Schema>({ dialect: new Dialect({ database: cachedDatabase(raw) }) })
  try {
    const first = new Migrator({ db, provider: { getMigrations: async () => ({ '0001-initial': initial }) } })
    expect((await first.migrateToLatest()).error).toBeUndefined()
    raw.exec(
      "insert into tasks (id, project, dialect, status, hold, priority, created_at, cancel_requested, fence, tries, source, request) values ('i', 'p', 'd', 'queued', 'waiting', 0, 1, 0, 0, 0, '{}', '{}')",
    )
    await migrate(db)
    await migrate(db)
    expect(await db.selectFrom('tasks').select(['id', 'pipeline', 'paused']).execute()).toEqual([
      { id: 'i', pipeline: null, paused: 0 },
    ])
    expect(raw.prepare("select sql from sqlite_master where name = 'tasks_waiting'").pluck().get()).toContain(
      "where hold = 'waiting' and paused = 0",
    )
  } finally {
    await db.destroy()
  }
})
