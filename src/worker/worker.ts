import type { Task } from '../domain/task.ts'
import type { Queue } from '../queue/queue.ts'
import { attemptTask } from './attempt.ts'
import type { WorkContext } from './context.ts'
import { pause } from './pause.ts'

export interface Worker {
  readonly start: () => void
  /** Takes no more work, ends what runs, and puts it back for the next start. Resolves when nothing is left running. */
  readonly stop: () => Promise<void>
}

/** Does queued tasks, `capacity` at a time, until stopped. */
export const createWorker = (context: WorkContext, queue: Queue, capacity: number): Worker => {
  const stopping = new AbortController()
  let lanes: readonly Promise<void>[] = []

  const lane = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const task = await nextTask()
      if (task)
        await attemptTask(context, task, stopping.signal).catch((error) =>
          context.log.error({ task: task.id, err: error }, 'attempt could not be recorded'),
        )
    }
  }
  const nextTask = async (): Promise<Task | undefined> => {
    try {
      return await queue.next(stopping.signal)
    } catch (error) {
      context.log.error({ err: error }, 'the queue did not answer')
      await pause(1000, stopping.signal)
      return undefined
    }
  }
  return {
    start: () => {
      lanes = Array.from({ length: capacity }, lane)
    },
    stop: async () => {
      stopping.abort('shutdown')
      await Promise.all(lanes)
    },
  }
}
