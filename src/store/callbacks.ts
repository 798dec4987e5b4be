import { type Kysely, type Selectable, sql } from 'kysely'
import type { Callback, Notice } from '../domain/callback.ts'
import { projectId, type TaskId } from '../domain/ids.ts'
import type { CallbackStore, NoticeStore } from '../domain/ports.ts'
import { instant } from '../domain/units.ts'
import type { NoticeTable, Schema } from './schema.ts'

/** Callbacks of whole projects. */
export const createCallbackStore = (db: Kysely<Schema>): CallbackStore => ({
  get: async (project, dialect) => {
    const row = await db
      .selectFrom('callbacks')
      .select('callback')
      .where('dialect', '=', dialect)
      .where('project', '=', project)
      .executeTakeFirst()
    return row && (JSON.parse(row.callback) as Callback)
  },
  set: (project, dialects, callback) =>
    db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom('callbacks')
        .where('project', '=', project)
        .where('dialect', 'in', dialects)
        .execute()
      if (callback === undefined) return
      const text = JSON.stringify(callback)
      await tx
        .insertInto('callbacks')
        .values(dialects.map((dialect) => ({ dialect, project, callback: text })))
        .execute()
    }),
})

export const createNoticeStore = (db: Kysely<Schema>): NoticeStore => ({
  resume: async (now) => {
    await db.updateTable('notices').set({ due_at: now }).where('due_at', '>', now).execute()
  },
  take: async (now, until, except) => {
    const due = db
      .selectFrom('notices')
      .select('id')
      .where('due_at', '<=', now)
      .$if(except.length > 0, (q) => q.where('project', 'not in', except))
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
    const row = await db
      .updateTable('notices')
      .set({ due_at: until, tries: sql`tries + 1` })
      .where('id', 'in', due)
      .returningAll()
      .executeTakeFirst()
    return row && toNotice(row)
  },
  nextDue: async (except) => {
    const row = await db
      .selectFrom('notices')
      .select('due_at')
      .$if(except.length > 0, (q) => q.where('project', 'not in', except))
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    return row && instant(row.due_at)
  },
  postpone: async (id, until) => {
    await db.updateTable('notices').set({ due_at: until }).where('id', '=', id).execute()
  },
  settle: async (id) => {
    await db.deleteFrom('notices').where('id', '=', id).execute()
  },
})

const toNotice = (row: Selectable<NoticeTable>): Notice => ({
  id: row.id,
  project: projectId(row.project),
  task: row.task as TaskId,
  at: instant(row.at),
  cause: JSON.parse(row.cause),
  callback: JSON.parse(row.callback),
  tries: row.tries,
})
