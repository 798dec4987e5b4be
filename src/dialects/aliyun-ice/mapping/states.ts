import type { OutputStatus, TaskStatus } from '../../../domain/task.ts'
import { statusesBehind } from '../../../wire/states.ts'

export type JobState = 'Inited' | 'Running' | 'Complete' | 'Error' | 'Cancelled'

/** A job is complete only when all of it is. */
export const JOB_STATE = {
  queued: 'Inited',
  running: 'Running',
  succeeded: 'Complete',
  'partly-failed': 'Error',
  failed: 'Error',
  cancelled: 'Cancelled',
} as const satisfies Record<TaskStatus, JobState>

/** The service has no Running for an output. */
export const OUTPUT_STATUS = {
  queued: 'Init',
  running: 'Scheduled',
  succeeded: 'Success',
  failed: 'Failed',
  cancelled: 'Skipped',
} as const satisfies Record<OutputStatus, string>

export const GROUP_STATUS = {
  queued: 'Init',
  running: 'Running',
  succeeded: 'Success',
  'partly-failed': 'Failed',
  failed: 'Failed',
  cancelled: 'Skipped',
} as const satisfies Record<TaskStatus, string>

/** The states behind one of the service's, for queries. */
export const statusesOf = (state: JobState): readonly TaskStatus[] => statusesBehind(JOB_STATE, state)
