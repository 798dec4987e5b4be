import type { Kysely, Selectable } from 'kysely'
import type { TaskEvent } from '../domain/event.ts'
import { projectId, type TaskId } from '../domain/ids.ts'
import type { EventStore } from '../domain/ports.ts'
import { type Instant, instant } from '../domain/units.ts'
import type { EventTable, Schema } from './schema.ts'

export interface EventLog extends EventStore {
  /** Forgets events older than `before`, but never the newest one. Answers how many went. */
  prune(before: Instant): Promise<number>
}

/** Rows of one delete: a long one would keep every other write waiting. */
const PRUNE_BATCH = 2000

export const createEventStore = (db: Kysely<Schema>): EventLog => {
  const last = async (): Promise<number> => {
    const row = await db
      .selectFrom('events')
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirst()
    return row?.id ?? 0
  }
  return {
    last,
    since: async (project, after, limit, task) => {
      let query = db.selectFrom('events').selectAll().where('project', '=', project).where('id', '>', after)
      if (task !== undefined) query = query.where('task', '=', task)
      return (await query.orderBy('id').limit(limit).execute()).map(toEvent)
    },
    prune: async (before) => {
      const newest = await last()
      for (let gone = 0; ; ) {
        const oldest = db
          .selectFrom('events')
          .select(['id', 'at'])
          .where('id', '<', newest)
          .orderBy('id')
          .limit(PRUNE_BATCH)
        const { numDeletedRows } = await db
          .deleteFrom('events')
          .where('id', 'in', db.selectFrom(oldest.as('oldest')).select('id').where('at', '<', before))
          .executeTakeFirst()
        gone += Number(numDeletedRows)
        // Ids rise with time, so a batch that is not wholly old is the last one with old events.
        if (numDeletedRows < PRUNE_BATCH) return gone
      }
    },
  }
}

const toEvent = (row: Selectable<EventTable>): TaskEvent => ({
  id: row.id,
  project: projectId(row.project),
  task: row.task as TaskId,
  at: instant(row.at),
  what: JSON.parse(row.what),
})
