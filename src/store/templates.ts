import type { Kysely } from 'kysely'
import type { TemplateStore } from '../domain/ports.ts'
import { fromTemplate, type OwnTemplate, toTemplate } from './rows.ts'
import type { Schema } from './schema.ts'

export const createTemplateStore = (db: Kysely<Schema>): TemplateStore => ({
  get: async (dialect, project, id) => {
    const row = await db
      .selectFrom('templates')
      .selectAll()
      .where('dialect', '=', dialect)
      .where('project', '=', project)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toTemplate(row)
  },
  list: async (dialect, project) => {
    const rows = await db
      .selectFrom('templates')
      .selectAll()
      .where('dialect', '=', dialect)
      .where('project', '=', project)
      .orderBy('id')
      .execute()
    return rows.map(toTemplate)
  },
  insert: async (template) => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('templates')
      .values(fromTemplate(template))
      .onConflict((c) => c.columns(['dialect', 'project', 'id']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  update: async (template: OwnTemplate) => {
    const { dialect, project, id, ...columns } = fromTemplate(template)
    const { numUpdatedRows } = await db
      .updateTable('templates')
      .set(columns)
      .where('dialect', '=', dialect)
      .where('project', '=', project)
      .where('id', '=', id)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  delete: async (dialect, project, id) => {
    const { numDeletedRows } = await db
      .deleteFrom('templates')
      .where('dialect', '=', dialect)
      .where('project', '=', project)
      .where('id', '=', id)
      .executeTakeFirst()
    return numDeletedRows > 0n
  },
})
