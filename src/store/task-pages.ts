import type { AliasableExpression, Kysely, SelectQueryNode } from 'kysely'
import type { TaskQuery, TaskStore } from '../domain/ports.ts'
import type { TaskStatus } from '../domain/task.ts'
import type { Schema } from './schema.ts'
import { gather, selectTasks } from './select-task.ts'

type Filter = Omit<TaskQuery, 'limit'>
const ALL: readonly TaskStatus[] = ['queued', 'running', 'succeeded', 'partly-failed', 'failed', 'cancelled']
/** Rows that a page of a time window is looked for in, before its own index is asked. */
const NEAR = 500

/** Lists and counts. A page costs the same in a table of any length; one of a window in the past, as the window is long. */
export const createTaskPages = (db: Kysely<Schema>): Pick<TaskStore, 'list' | 'count'> => {
  const read = async (serials: Serials) =>
    gather(
      await selectTasks(db)
        .where('t.serial', 'in', serials)
        .orderBy('t.serial', 'desc')
        .orderBy('o.idx')
        .execute(),
    )
  return {
    list: async (query) => {
      if (query.statuses?.length === 0) return []
      if (isWindow(query)) {
        const tasks = await read(nearPage(db, query))
        if (tasks.length === query.limit) return tasks
      }
      return read(page(db, query))
    },
    count: async (query) => {
      if (query.statuses?.length === 0) return 0
      const row = await matching(db, query)
        .$if(query.statuses !== undefined, (q) => q.where('status', 'in', query.statuses ?? []))
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirst()
      return Number(row?.n ?? 0)
    },
  }
}

/** An asset's tasks are few, and have an index of their own. */
const isWindow = ({ asset, offset, createdFrom, createdTo }: TaskQuery): boolean =>
  asset === undefined && offset === undefined && (createdFrom !== undefined || createdTo !== undefined)

/** A query of serials, whatever it is made of. */
interface Serials extends AliasableExpression<{ serial: number }> {
  readonly isSelectQueryBuilder: true
  toOperationNode(): SelectQueryNode
}

const matching = (db: Kysely<Schema>, query: Filter) => {
  let rows = db.selectFrom('tasks').where('project', '=', query.project)
  if (query.dialect !== undefined) rows = rows.where('dialect', '=', query.dialect)
  if (query.asset !== undefined) rows = rows.where('asset', '=', query.asset)
  if (query.createdFrom !== undefined) rows = rows.where('created_at', '>=', query.createdFrom)
  if (query.createdTo !== undefined) rows = rows.where('created_at', '<=', query.createdTo)
  if (query.after !== undefined) rows = rows.where('serial', '<', query.after)
  return rows
}

/**
 * The serials of one page. Each status is a walk of its own along an index, cut at the limit, and the walks are merged:
 * a single `status in (…)` would make the database sort every row that has one of them.
 */
const page = (db: Kysely<Schema>, query: TaskQuery): Serials => {
  const { limit, offset = 0 } = query
  const newest = matching(db, query)
    .select('serial')
    .orderBy('serial', 'desc')
    .limit(offset + limit)
  const statuses = query.statuses ?? (query.dialect === undefined || query.asset !== undefined ? [] : ALL)
  const [first, ...others] = [...new Set(statuses)].map((status) =>
    db.selectFrom(newest.where('status', '=', status).as('walk')).select('serial'),
  )
  if (first === undefined) return newest.limit(limit).offset(offset)
  const merged = others.reduce((all, walk) => all.unionAll(walk), first)
  return db
    .selectFrom(merged.as('walks'))
    .select('serial')
    .orderBy('serial', 'desc')
    .limit(limit)
    .offset(offset)
}

/**
 * What the next rows by serial hold of a page: when that is a full one it is the page, and a window that reaches to now
 * need not be sorted whole.
 */
const nearPage = (db: Kysely<Schema>, { project, after, ...query }: TaskQuery): Serials => {
  const next = matching(db, { project, ...(after !== undefined && { after }) })
    .select(['serial', 'created_at', 'status', 'dialect'])
    .orderBy('serial', 'desc')
    .limit(NEAR)
  const { dialect, statuses, createdFrom, createdTo, limit } = query
  return db
    .selectFrom(next.as('near'))
    .select('serial')
    .$if(dialect !== undefined, (q) => q.where('dialect', '=', dialect ?? ''))
    .$if(statuses !== undefined, (q) => q.where('status', 'in', statuses ?? []))
    .$if(createdFrom !== undefined, (q) => q.where('created_at', '>=', createdFrom ?? 0))
    .$if(createdTo !== undefined, (q) => q.where('created_at', '<=', createdTo ?? 0))
    .orderBy('serial', 'desc')
    .limit(limit)
}
