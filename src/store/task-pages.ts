import type { Kysely } from 'kysely'
import type { TaskQuery, TaskStore } from '../domain/ports.ts'
import type { TaskStatus } from '../domain/task.ts'
import type { Schema } from './schema.ts'
import { gather, selectTasks } from './select-task.ts'

type Filter = Omit<TaskQuery, 'limit'>
const ALL: readonly TaskStatus[] = ['queued', 'running', 'succeeded', 'partly-failed', 'failed', 'cancelled']

/** Lists and counts. A page costs the same in a table of any length. */
export const createTaskPages = (db: Kysely<Schema>): Pick<TaskStore, 'list' | 'count'> => ({
  list: async (query) => {
    const serials = pageOf(db, query)
    if (serials === undefined) return []
    const rows = await selectTasks(db)
      .where('t.serial', 'in', serials)
      .orderBy('t.serial', 'desc')
      .orderBy('o.idx')
      .execute()
    return gather(rows)
  },
  count: async (query) => {
    if (query.statuses?.length === 0) return 0
    let counted = matching(db, query).select((e) => e.fn.countAll<number>().as('n'))
    if (query.statuses) counted = counted.where('status', 'in', query.statuses)
    return Number((await counted.executeTakeFirst())?.n ?? 0)
  },
})

const matching = (db: Kysely<Schema>, query: Filter) => {
  let rows = db.selectFrom('tasks').where('project', '=', query.project)
  if (query.dialect !== undefined) rows = rows.where('dialect', '=', query.dialect)
  if (query.createdFrom !== undefined) rows = rows.where('created_at', '>=', query.createdFrom)
  if (query.createdTo !== undefined) rows = rows.where('created_at', '<=', query.createdTo)
  if (query.after !== undefined) rows = rows.where('serial', '<', query.after)
  return rows
}

/**
 * The serials of one page. Each status is a walk of its own along an index, cut at the limit, and the walks are merged:
 * a single `status in (…)` would make the database sort every row that has one of them.
 */
const pageOf = (db: Kysely<Schema>, query: TaskQuery) => {
  const newest = matching(db, query).select('serial').orderBy('serial', 'desc').limit(query.limit)
  const statuses = query.statuses ?? (query.dialect === undefined ? undefined : ALL)
  if (statuses === undefined) return newest
  const walks = [...new Set(statuses)].map((status) =>
    db.selectFrom(newest.where('status', '=', status).as('walk')).select('serial'),
  )
  const [first, ...others] = walks
  if (first === undefined) return undefined
  const merged = others.reduce((all, walk) => all.unionAll(walk), first)
  return db.selectFrom(merged.as('walks')).select('serial').orderBy('serial', 'desc').limit(query.limit)
}
