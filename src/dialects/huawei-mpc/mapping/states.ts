import type { TaskStatus } from '../../../domain/task.ts'
import { statusesBehind } from '../../../wire/states.ts'

/** What tasks can be asked for by. NEED_TO_BE_AUDIT waits for a person to look at black borders, which no task here does. */
export const WIRE_STATUSES = [
  'WAITING',
  'TRANSCODING',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'NEED_TO_BE_AUDIT',
] as const
export type WireStatus = (typeof WIRE_STATUSES)[number]

/** A task of which one output failed has failed; the details tell which outputs are there all the same. */
export const TASK_STATUS = {
  queued: 'WAITING',
  running: 'TRANSCODING',
  succeeded: 'SUCCEEDED',
  'partly-failed': 'FAILED',
  failed: 'FAILED',
  cancelled: 'CANCELED',
} as const satisfies Record<TaskStatus, WireStatus>

export const statusesOf = (wire: WireStatus): readonly TaskStatus[] => statusesBehind(TASK_STATUS, wire)
