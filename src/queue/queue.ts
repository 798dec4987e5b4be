import type { Task } from '../domain/task.ts'

/** Who does which work next. Claiming raises the task's fence; what the claimer then writes carries it. */
export interface Queue {
  /** The next task for this worker, as soon as there is one; undefined when `signal` aborts first. */
  readonly next: (signal: AbortSignal) => Promise<Task | undefined>
}
