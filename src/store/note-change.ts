import { type Kysely, sql } from 'kysely'
import type { NoticeCause } from '../domain/callback.ts'
import type { TaskChange } from '../domain/event.ts'
import type { TaskId } from '../domain/ids.ts'
import { isTerminal } from '../domain/task.ts'
import type { Instant } from '../domain/units.ts'
import { prepare } from './prepared.ts'
import type { Schema } from './schema.ts'

/** Writes the notice that is owed of a change, if anybody wants to be called back of the task. True when one was written. */
export type NoteChange = (
  tx: Kysely<Schema>,
  task: TaskId,
  at: Instant,
  change: TaskChange,
) => Promise<boolean>

/** A task's own callback stands above that of its project. What is owed keeps the callback as it is now. */
export const createNoteChange = (db: Kysely<Schema>): NoteChange => {
  const note = prepare<{ task: TaskId; at: Instant; cause: string }, { id: number }>((slot) =>
    db
      .insertInto('notices')
      .columns(['project', 'task', 'at', 'cause', 'callback', 'due_at', 'tries'])
      .expression((e) =>
        e
          .selectFrom('tasks as t')
          .leftJoin('callbacks as c', (j) =>
            j.onRef('c.dialect', '=', 't.dialect').onRef('c.project', '=', 't.project'),
          )
          .select((s) => [
            't.project',
            't.id',
            s.val(slot('at')).as('at'),
            s.val(slot('cause')).as('cause'),
            sql<string>`coalesce(t.callback, c.callback)`.as('callback'),
            s.val(slot('at')).as('due_at'),
            sql<number>`0`.as('tries'),
          ])
          .where('t.id', '=', slot('task'))
          .where(sql<boolean>`coalesce(t.callback, c.callback) is not null`),
      )
      .returning('id'),
  )
  return async (tx, task, at, change) => {
    const cause = causeOf(change)
    if (!cause) return false
    const { rows } = await note(tx, { task, at, cause: JSON.stringify(cause) })
    return rows.length > 0
  }
}

/** Nobody is told of what is still going on. */
const causeOf = (change: TaskChange): NoticeCause | undefined => {
  if (change.type === 'task.finished') return { type: 'task.finished' }
  return change.type === 'output.changed' && isTerminal(change.status)
    ? { type: 'output.changed', output: change.output }
    : undefined
}
