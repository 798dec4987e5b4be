import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The media library, and tasks that work on one of its assets. Frozen, as every migration is. */
export const assets: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('assets')
      .addColumn('serial', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('project', 'text', (c) => c.notNull())
      .addColumn('dialect', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('description', 'text')
      .addColumn('tags', 'text', (c) => c.notNull())
      .addColumn('category', 'text')
      .addColumn('bucket', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('import_task', 'text')
      .addColumn('params', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('measured', 'text')
      .addUniqueConstraint('assets_object', ['project', 'bucket', 'key'])
      .execute()
    await db.schema.createIndex('assets_page').on('assets').columns(['project', 'serial']).execute()
    await db.schema
      .createIndex('assets_page_category')
      .on('assets')
      .columns(['project', 'category', 'serial'])
      .where(sql.ref('category'), 'is not', null)
      .execute()
    await db.schema.alterTable('tasks').addColumn('asset', 'text').execute()
    await db.schema
      .createIndex('tasks_asset')
      .on('tasks')
      .columns(['project', 'asset', 'serial'])
      .where(sql.ref('asset'), 'is not', null)
      .execute()
  },
}
