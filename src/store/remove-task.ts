import type { TaskStore } from '../domain/ports.ts'
import type { Commit } from './commit.ts'

/** Outputs and attempts go with their task. Events stay: readers of the event stream count on it having no gaps. */
export const createRemoveTask =
  (commit: Commit): TaskStore['remove'] =>
  (project, id) =>
    commit(async ({ tx }) => {
      const { numDeletedRows } = await tx
        .deleteFrom('tasks')
        .where('id', '=', id)
        .where('project', '=', project)
        .where('hold', '=', 'done')
        .executeTakeFirst()
      return numDeletedRows > 0n
    })
