import type { ProjectId, TaskId } from './ids.ts'
import type { OutputStatus, TaskStatus } from './task.ts'
import type { Instant, Percent, Seconds } from './units.ts'

/** Something that happened to a task, kept in the store in the order it happened. */
export interface TaskEvent {
  /** Rising; a reader asks for what came after the last one it saw. */
  readonly id: number
  readonly project: ProjectId
  readonly task: TaskId
  readonly at: Instant
  readonly what: TaskChange
}

export type TaskChange =
  | { readonly type: 'task.submitted' }
  | { readonly type: 'task.started'; readonly attempt: number }
  | { readonly type: 'task.finished'; readonly status: TaskStatus }
  | { readonly type: 'output.changed'; readonly output: number; readonly status: OutputStatus }

/** How fast a running task is, as measured. */
export interface Pace {
  /** Source seconds per wall second. */
  readonly speed?: number
  /** Until the task is done. Absent while unknown. */
  readonly eta?: Seconds
}

/** Progress is news, not history: it is shown to who listens and not kept. */
export interface ProgressNews extends Pace {
  readonly project: ProjectId
  readonly task: TaskId
  readonly progress: Percent
  /** Of those that run. */
  readonly outputs: readonly { readonly output: number; readonly progress: Percent }[]
}
