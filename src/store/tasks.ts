import type { Kysely } from 'kysely'
import type { ProjectId, TaskId } from '../domain/ids.ts'
import type { TaskStore } from '../domain/ports.ts'
import type { Instant } from '../domain/units.ts'
import { createCancel } from './cancel.ts'
import type { Commit } from './commit.ts'
import type { FinishedTasks } from './finished-tasks.ts'
import { createInsertTask } from './insert-task.ts'
import { prepare } from './prepared.ts'
import { createRemoveTask } from './remove-task.ts'
import { createRequeueOutputs } from './requeue-outputs.ts'
import { toAttempt } from './rows.ts'
import type { Schema } from './schema.ts'
import { gather, selectTasks, type TaskRow } from './select-task.ts'
import { createTaskPages } from './task-pages.ts'

/** The use cases' side of the tasks. `clock` dates the events of calls that name no time. */
export const createTaskStore = (
  db: Kysely<Schema>,
  commit: Commit,
  clock: () => Instant,
  finished: FinishedTasks,
): TaskStore => {
  const byId = prepare<{ project: ProjectId; id: TaskId }, TaskRow>((slot) =>
    selectTasks(db).where('t.id', '=', slot('id')).where('t.project', '=', slot('project')).orderBy('o.idx'),
  )
  const bySerial = prepare<{ project: ProjectId; serial: number }, TaskRow>((slot) =>
    selectTasks(db)
      .where('t.serial', '=', slot('serial'))
      .where('t.project', '=', slot('project'))
      .orderBy('o.idx'),
  )
  const insert = createInsertTask(db)
  const remove = createRemoveTask(commit)
  return {
    insert: (task, dedupeSince, importing) =>
      commit((writer) => insert(writer, task, dedupeSince, importing)),
    get: async (project, id) => {
      const kept = finished.get(project, id)
      if (kept) return kept
      const [task] = gather((await byId(db, { project, id })).rows)
      if (task) finished.keep(task)
      return task
    },
    getBySerial: async (project, serial) => gather((await bySerial(db, { project, serial })).rows)[0],
    ...createTaskPages(db),
    cancel: createCancel(commit),
    remove: async (project, id) => {
      const removed = await remove(project, id)
      finished.drop(id)
      return removed
    },
    requeueOutputs: createRequeueOutputs(commit, clock),
    attempts: async (id) => {
      const rows = await db
        .selectFrom('attempts')
        .innerJoin('tasks', 'tasks.serial', 'attempts.task')
        .where('tasks.id', '=', id)
        .orderBy('attempts.fence')
        .selectAll('attempts')
        .execute()
      return rows.map(toAttempt)
    },
  }
}
