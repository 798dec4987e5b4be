import type { WorkStore } from '../domain/ports.ts'
import { type Instant, instant } from '../domain/units.ts'
import type { Queue } from './queue.ts'

export interface EmbeddedQueueOptions {
  readonly work: Pick<WorkStore, 'claim'>
  readonly worker: string
  readonly leaseMs: number
  readonly now: () => Instant
  /** Calls back after each commit of this process; returns how to stop that. */
  readonly onCommitted: (listener: () => void) => () => void
}

/**
 * The queue of one process: the tasks table itself. It is looked at when something was committed, so an idle server
 * does nothing and a submitted task starts at once.
 */
export const createEmbeddedQueue = ({
  work,
  worker,
  leaseMs,
  now,
  onCommitted,
}: EmbeddedQueueOptions): Queue => ({
  next: async (signal) => {
    while (!signal.aborted) {
      // Listening starts before looking: a commit between the two must not be missed.
      const { promise: changed, resolve } = Promise.withResolvers<void>()
      const stop = onCommitted(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
      try {
        const at = now()
        const task = await work.claim(worker, at, instant(at + leaseMs))
        if (task) return task
        await changed
      } finally {
        stop()
      }
    }
    return undefined
  },
})
