import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Where people want to be called back, and what they have not been told yet. Frozen, as every migration is. */
export const callbacks: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('tasks').addColumn('callback', 'text').execute()
    await db.schema
      .createTable('callbacks')
      .addColumn('dialect', 'text', (c) => c.notNull())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('callback', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('callbacks_key', ['dialect', 'project'])
      .execute()
    await db.schema
      .createTable('notices')
      .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('task', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('cause', 'text', (c) => c.notNull())
      .addColumn('callback', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('tries', 'integer', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('notices_due').on('notices').columns(['due_at', 'id']).execute()
  },
}
