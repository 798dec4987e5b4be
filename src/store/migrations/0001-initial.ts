import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The tables of the first release. Migrations are frozen: they name no type or constant that may change later. */
export const initial: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTasks(db)
    await createOutputs(db)
    await createEvents(db)
    await createCatalogue(db)
  },
}

const createTasks = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('tasks')
    .addColumn('serial', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('project', 'text', (c) => c.notNull())
    .addColumn('dialect', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('hold', 'text', (c) => c.notNull())
    .addColumn('priority', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('cancel_requested', 'integer', (c) => c.notNull())
    .addColumn('fence', 'integer', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('worker', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('client_token', 'text')
    .addColumn('user_data', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('media', 'text')
    .addColumn('request', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('tasks_page').on('tasks').columns(['project', 'serial']).execute()
  await db.schema
    .createIndex('tasks_page_status')
    .on('tasks')
    .columns(['project', 'status', 'serial'])
    .execute()
  await db.schema
    .createIndex('tasks_page_dialect')
    .on('tasks')
    .columns(['project', 'dialect', 'status', 'serial'])
    .execute()
  await db.schema
    .createIndex('tasks_created')
    .on('tasks')
    .columns(['project', 'created_at', 'serial'])
    .execute()
  await db.schema
    .createIndex('tasks_token')
    .on('tasks')
    .columns(['project', 'client_token', 'created_at'])
    .where(sql.ref('client_token'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('tasks_waiting')
    .on('tasks')
    .columns(['priority desc', 'serial'])
    .where(sql.ref('hold'), '=', sql.lit('waiting'))
    .execute()
  await db.schema
    .createIndex('tasks_held')
    .on('tasks')
    .columns(['lease_until'])
    .where(sql.ref('hold'), '=', sql.lit('held'))
    .execute()
}

const createOutputs = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('outputs')
    .addColumn('task', 'integer', (c) => c.notNull().references('tasks.serial').onDelete('cascade'))
    .addColumn('idx', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('template', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('progress', 'double precision')
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('problem', 'text')
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('spec', 'text', (c) => c.notNull())
    .addColumn('publish', 'text')
    .addColumn('result', 'text')
    .addPrimaryKeyConstraint('outputs_key', ['task', 'idx'])
    .execute()
  await db.schema
    .createIndex('outputs_publishing')
    .on('outputs')
    .columns(['task', 'idx'])
    .where(sql.ref('publish'), 'is not', null)
    .execute()
  await db.schema
    .createTable('attempts')
    .addColumn('task', 'integer', (c) => c.notNull().references('tasks.serial').onDelete('cascade'))
    .addColumn('fence', 'integer', (c) => c.notNull())
    .addColumn('worker', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('commands', 'text', (c) => c.notNull())
    .addColumn('log', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('attempts_key', ['task', 'fence'])
    .execute()
}

const createEvents = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('events')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('project', 'text', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('events_project').on('events').columns(['project', 'id']).execute()
  await db.schema.createIndex('events_task').on('events').columns(['task', 'id']).execute()
}

const createCatalogue = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('templates')
    .addColumn('dialect', 'text', (c) => c.notNull())
    .addColumn('project', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('spec', 'text', (c) => c.notNull())
    .addColumn('params', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('templates_key', ['dialect', 'project', 'id'])
    .execute()
  await db.schema
    .createTable('access_keys')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('project', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
}
