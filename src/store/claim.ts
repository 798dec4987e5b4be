import { type Kysely, sql } from 'kysely'
import type { WorkStore } from '../domain/ports.ts'
import type { Commit } from './commit.ts'
import { literalHold, NOT_PAUSED } from './hold.ts'
import { prepare, slots } from './prepared.ts'
import type { Schema } from './schema.ts'
import { gather, selectTasks, type TaskRow } from './select-task.ts'

export const createClaim = (db: Kysely<Schema>, commit: Commit): WorkStore['claim'] => {
  const take = prepare<
    { worker: string; now: number; leaseUntil: number },
    { serial: number; fence: number }
  >((slot) =>
    db
      .updateTable('tasks')
      .set((e) => ({
        hold: 'held',
        fence: sql<number>`fence + 1`,
        tries: sql<number>`tries + 1`,
        worker: slot('worker'),
        lease_until: slot('leaseUntil'),
        started_at: e.fn.coalesce('started_at', e.val(slot('now'))),
      }))
      .where('serial', '=', (e) =>
        e
          .selectFrom('tasks')
          .select('serial')
          .where('hold', '=', literalHold('waiting'))
          .where('paused', '=', NOT_PAUSED)
          .orderBy('priority', 'desc')
          .orderBy('serial')
          .limit(1),
      )
      .where('hold', '=', 'waiting')
      .returning(['serial', 'fence']),
  )
  // An earlier attempt's promise cannot be kept under a new fence.
  const forgetIntents = prepare<{ serial: number }, unknown>((slot) =>
    db
      .updateTable('outputs')
      .set({ publish: null })
      .where('task', '=', slot('serial'))
      .where('publish', 'is not', null),
  )
  const begin = prepare<Schema['attempts'], unknown>((slot) =>
    db
      .insertInto('attempts')
      .values(
        slots(slot, ['task', 'fence', 'worker', 'started_at', 'finished_at', 'outcome', 'commands', 'log']),
      ),
  )
  const read = prepare<{ serial: number }, TaskRow>((slot) =>
    selectTasks(db).where('t.serial', '=', slot('serial')).orderBy('o.idx'),
  )
  return (worker, now, leaseUntil) =>
    commit(async (writer) => {
      const { tx } = writer
      const taken = (await take(tx, { worker, now, leaseUntil })).rows[0]
      if (taken === undefined) return undefined
      await forgetIntents(tx, taken)
      await begin(tx, {
        task: taken.serial,
        fence: taken.fence,
        worker,
        started_at: now,
        finished_at: null,
        outcome: null,
        commands: '[]',
        log: '',
      })
      const task = gather((await read(tx, taken)).rows)[0]
      if (task === undefined) throw new Error('a claimed task is not there')
      await writer.emit(task, now, { type: 'task.started', attempt: task.fence })
      return task
    })
}
