import type { TaskStore } from '../domain/ports.ts'
import type { TaskStatus } from '../domain/task.ts'
import type { Commit } from './commit.ts'

const OVER: readonly TaskStatus[] = ['succeeded', 'partly-failed', 'failed', 'cancelled']

/**
 * Outputs and attempts go with their task. Events stay: readers of the event stream count on it having no gaps. A worker that
 * still tidies up after the last output finds its attempt ended by someone else, which it takes as any lost one.
 */
export const createRemoveTask =
  (commit: Commit): TaskStore['remove'] =>
  (project, id) =>
    commit(async ({ tx }) => {
      const { numDeletedRows } = await tx
        .deleteFrom('tasks')
        .where('id', '=', id)
        .where('project', '=', project)
        .where('status', 'in', OVER)
        .executeTakeFirst()
      return numDeletedRows > 0n
    })
