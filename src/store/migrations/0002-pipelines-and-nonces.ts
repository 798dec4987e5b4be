import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Pipelines that can be paused, and nonces that signed requests have used. Frozen, as every migration is. */
export const pipelinesAndNonces: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('tasks').addColumn('pipeline', 'text').execute()
    await db.schema
      .alterTable('tasks')
      .addColumn('paused', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    // Tasks of paused pipelines leave the index that workers claim from: a claim never steps over them.
    await db.schema.dropIndex('tasks_waiting').execute()
    await db.schema
      .createIndex('tasks_waiting')
      .on('tasks')
      .columns(['priority desc', 'serial'])
      .where(sql<boolean>`hold = 'waiting' and paused = 0`)
      .execute()
    await db.schema
      .createIndex('tasks_paused')
      .on('tasks')
      .columns(['serial'])
      .where(sql<boolean>`hold = 'waiting' and paused = 1`)
      .execute()
    await db.schema
      .createIndex('tasks_pipeline')
      .on('tasks')
      .columns(['project', 'dialect', 'pipeline', 'hold', 'paused'])
      .where(sql.ref('pipeline'), 'is not', null)
      .execute()
    await db.schema
      .createTable('pipelines')
      .addColumn('dialect', 'text', (c) => c.notNull())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('paused', 'integer', (c) => c.notNull())
      .addColumn('params', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('pipelines_key', ['dialect', 'project', 'id'])
      .execute()
    await db.schema
      .createTable('nonces')
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('nonce', 'text', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('nonces_key', ['key', 'nonce'])
      .execute()
    await db.schema.createIndex('nonces_until').on('nonces').columns(['until']).execute()
  },
}
