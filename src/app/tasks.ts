import type { Pace } from '../domain/event.ts'
import { findTaskId, type ProjectId, type TaskId, taskId } from '../domain/ids.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Plan } from '../domain/plan.ts'
import type { AttemptRecord, TaskQuery } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import type { Source } from '../domain/source.ts'
import { isTerminal, type Task, type TaskStatus, taskStatus } from '../domain/task.ts'
import { keepPaces } from './paces.ts'
import type { PlanOutput, Ports } from './ports.ts'
import { type Submission, submitTask } from './submit-task.ts'

export interface TaskUseCases {
  /**
   * Takes a task in. Durable when it returns.
   * @throws DomainError bucket-not-found, invalid-object-key, duplicate-request, storage-full, invalid-parameter
   */
  readonly submit: (project: ProjectId, submission: Submission) => Promise<Task>
  /** By any dialect's spelling of the id, or the serial number. @throws DomainError task-not-found */
  readonly get: (project: ProjectId, id: string) => Promise<Task>
  /** The same, when it is over, or as it stands when `signal` aborts. @throws DomainError task-not-found */
  readonly ended: (project: ProjectId, id: string, signal: AbortSignal) => Promise<Task>
  /** How fast its worker is just now; empty for one that nobody works on. */
  readonly pace: (id: TaskId) => Pace
  readonly list: (query: TaskQuery) => Promise<readonly Task[]>
  readonly count: (query: Omit<TaskQuery, 'limit' | 'after'>) => Promise<number>
  /**
   * Queued outputs are cancelled at once, running ones as soon as their worker hears of it.
   * @throws DomainError task-not-found, task-not-cancellable (finished, or running with `onlyQueued`)
   */
  readonly cancel: (project: ProjectId, id: string, options?: { onlyQueued?: boolean }) => Promise<Task>
  /** Deletes the record of a finished task; its outputs stay. @throws DomainError task-not-found, task-not-cancellable */
  readonly remove: (project: ProjectId, id: string) => Promise<void>
  /** Puts failed or cancelled outputs back to work. @throws DomainError output-not-found, output-not-retryable */
  readonly retry: (project: ProjectId, id: string, outputs?: readonly number[]) => Promise<Task>
  /** What would be run, without running it. @throws DomainError with the source's problem */
  readonly plan: (request: PlanRequest, signal: AbortSignal) => Promise<{ media: MediaInfo; plan: Plan }>
  readonly attempts: (project: ProjectId, id: string) => Promise<readonly AttemptRecord[]>
}

export interface PlanRequest {
  readonly source: Source
  readonly outputs: readonly PlanOutput[]
}

export const taskUseCases = (ports: Ports): TaskUseCases => {
  const { tasks, bus, now } = ports
  const paces = keepPaces(bus, now)

  const get = async (project: ProjectId, id: string): Promise<Task> => {
    const hex = findTaskId(id)
    const found = hex
      ? await tasks.get(project, hex)
      : /^\d{1,15}$/.test(id)
        ? await tasks.getBySerial(project, Number(id))
        : undefined
    if (!found) throw fail('task-not-found', `There is no task ${JSON.stringify(id.slice(0, 100))}.`)
    return found
  }

  return {
    submit: async (project, submission) => {
      const { task } = await submitTask(ports, project, submission)
      bus.committed()
      return task
    },
    get,
    ended: async (project, id, signal) => {
      for (;;) {
        const changed = Promise.withResolvers<void>()
        const wake = () => changed.resolve()
        const off = bus.onCommitted(wake)
        signal.addEventListener('abort', wake, { once: true })
        try {
          const task = await get(project, id)
          if (isTerminal(taskStatus(task.outputs)) || signal.aborted) return task
          await changed.promise
        } finally {
          off()
          signal.removeEventListener('abort', wake)
        }
      }
    },
    pace: paces,
    list: (query) => tasks.list(query),
    count: (query) => tasks.count(query),

    cancel: async (project, id, { onlyQueued = false } = {}) => {
      const task = await get(project, id)
      const before = await tasks.cancel(project, task.id, now(), { onlyQueued })
      if (before === undefined) throw fail('task-not-found', `There is no task ${task.id}.`)
      if (before !== 'queued' && (before !== 'running' || onlyQueued)) throw notCancellable(before)
      bus.committed()
      bus.cancelled(task.id)
      return get(project, task.id)
    },

    remove: async (project, id) => {
      const task = await get(project, id)
      if (await tasks.remove(project, task.id)) return
      const { outputs } = await get(project, id)
      throw fail(
        'task-not-cancellable',
        `The task is ${taskStatus(outputs)}; only one that is over can be deleted.`,
      )
    },

    retry: async (project, id, wanted) => {
      const task = await get(project, id)
      const outputs = wanted ?? task.outputs.filter((o) => canRetry(o.state.status)).map((o) => o.index)
      for (const index of outputs) {
        const output = task.outputs[index]
        if (!output) throw fail('output-not-found', `The task has no output ${index}.`)
        if (!canRetry(output.state.status))
          throw fail(
            'output-not-retryable',
            `Output ${index} is ${output.state.status}; only failed or cancelled outputs can be retried.`,
          )
      }
      if (outputs.length === 0)
        throw fail(
          'output-not-retryable',
          `The task is ${taskStatus(task.outputs)}; it has no failed or cancelled output to retry.`,
        )
      await tasks.requeueOutputs(project, taskId(task.id), outputs)
      bus.committed()
      return get(project, task.id)
    },

    plan: ({ source, outputs }, signal) => ports.plan(source, outputs, signal),

    attempts: async (project, id) => tasks.attempts((await get(project, id)).id),
  }
}

const canRetry = (status: string): boolean => status === 'failed' || status === 'cancelled'

const notCancellable = (status: TaskStatus) =>
  fail('task-not-cancellable', `The task is ${status}; it can no longer be cancelled.`, {
    detail: { status },
  })
