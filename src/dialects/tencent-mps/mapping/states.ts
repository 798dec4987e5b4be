import type { Output, OutputStatus, TaskStatus } from '../../../domain/task.ts'
import { isTerminal } from '../../../domain/task.ts'

export type WireTaskStatus = 'WAITING' | 'PROCESSING' | 'FINISH'

/** FINISH covers success, partial and total failure, and abortion: the service has no other word. */
export const TASK_STATUS = {
  queued: 'WAITING',
  running: 'PROCESSING',
  succeeded: 'FINISH',
  'partly-failed': 'FINISH',
  failed: 'FINISH',
  cancelled: 'FINISH',
} as const satisfies Record<TaskStatus, WireTaskStatus>

/** A sub-task that waits is PROCESSING at progress 0. */
export const OUTPUT_STATUS = {
  queued: 'PROCESSING',
  running: 'PROCESSING',
  succeeded: 'SUCCESS',
  failed: 'FAIL',
  cancelled: 'FAIL',
} as const satisfies Record<OutputStatus, 'PROCESSING' | 'SUCCESS' | 'FAIL'>

/** The states behind one wire state, for queries. */
export const statusesOf = (wire: WireTaskStatus): readonly TaskStatus[] =>
  (Object.keys(TASK_STATUS) as TaskStatus[]).filter((status) => TASK_STATUS[status] === wire)

/** Whole percents; 100 only at the end, so that it never falls. */
export const spellProgress = ({ state }: Output): number =>
  isTerminal(state.status) ? 100 : state.status === 'running' ? Math.min(99, Math.floor(state.progress)) : 0
