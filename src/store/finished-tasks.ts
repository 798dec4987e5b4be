import type { ProjectId, TaskId } from '../domain/ids.ts'
import { isTerminal, type Task, taskStatus } from '../domain/task.ts'

/** Finished tasks that were asked for lately, as they were read. */
export interface FinishedTasks {
  readonly get: (project: ProjectId, id: TaskId) => Task | undefined
  readonly keep: (task: Task) => void
  /** The task has changed: a retry puts finished outputs back to work. */
  readonly drop: (id: TaskId) => void
}

/** A stream of two hours has thousands of files; such a task is read anew each time. */
const MAX_FILES = 200

/**
 * Clients poll a task past its end, and a finished one stays as it is until somebody retries it. For a process that holds
 * the store alone: every change goes through it.
 */
export const createFinishedTasks = (max = 256): FinishedTasks => {
  const tasks = new Map<TaskId, Task>()
  return {
    get: (project, id) => {
      const task = tasks.get(id)
      return task?.project === project ? task : undefined
    },
    keep: (task) => {
      if (!isTerminal(taskStatus(task.outputs)) || fileCount(task) > MAX_FILES) return
      if (tasks.size >= max) dropOldest(tasks)
      tasks.set(task.id, task)
    },
    drop: (id) => {
      tasks.delete(id)
    },
  }
}

const fileCount = ({ outputs }: Task): number =>
  outputs.reduce((sum, { state }) => sum + (state.status === 'succeeded' ? state.result.files.length : 0), 0)

const dropOldest = (tasks: Map<TaskId, Task>): void => {
  const oldest = tasks.keys().next()
  if (!oldest.done) tasks.delete(oldest.value)
}
