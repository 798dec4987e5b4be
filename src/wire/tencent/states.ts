import type { OutputStatus, TaskStatus } from '../../domain/task.ts'
import { statusesBehind } from '../states.ts'

export type WireTaskStatus = 'WAITING' | 'PROCESSING' | 'FINISH'
export type WireOutputStatus = 'PROCESSING' | 'SUCCESS' | 'FAIL'

/** FINISH covers success, partial and total failure, and abortion: these services have no other word. */
export const TASK_STATUS = {
  queued: 'WAITING',
  running: 'PROCESSING',
  succeeded: 'FINISH',
  'partly-failed': 'FINISH',
  failed: 'FINISH',
  cancelled: 'FINISH',
} as const satisfies Record<TaskStatus, WireTaskStatus>

/** A sub-task that waits is PROCESSING. */
export const OUTPUT_STATUS = {
  queued: 'PROCESSING',
  running: 'PROCESSING',
  succeeded: 'SUCCESS',
  failed: 'FAIL',
  cancelled: 'FAIL',
} as const satisfies Record<OutputStatus, WireOutputStatus>

/** The states behind one wire state, for queries. */
export const statusesOf = (wire: WireTaskStatus): readonly TaskStatus[] => statusesBehind(TASK_STATUS, wire)
