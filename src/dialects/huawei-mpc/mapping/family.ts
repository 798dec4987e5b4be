import { type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { statusesBehind } from '../../../wire/states.ts'
import { errors } from '../errors.ts'
import type { ANIMATION_STATUSES } from '../schema/animated-graphics.ts'
import { spellTime } from './times.ts'

export type FamilyStatus = (typeof ANIMATION_STATUSES)[number]

/** Families of tasks beside transcoding have words of their own. */
const STATUS = {
  queued: 'WAITING',
  running: 'PROCESSING',
  succeeded: 'SUCCEED',
  'partly-failed': 'FAILED',
  failed: 'FAILED',
  cancelled: 'CANCELED',
} as const satisfies Record<TaskStatus, FamilyStatus>

/** PREPROCESSING is how the service itself writes PROCESSING in queries. */
export const statusesOfFamily = (wire: string | undefined): readonly TaskStatus[] | undefined =>
  wire === undefined ? undefined : statusesBehind(STATUS, wire.replace('PREPROCESSING', 'PROCESSING'))

/** What is told of every task of such a family. */
export const familyHead = (task: Task) => {
  const [output] = task.outputs
  const failure = output?.state.status === 'failed' ? output.state.problem : task.problem
  return {
    task_id: String(task.serial),
    status: STATUS[taskStatus(task.outputs)],
    create_time: spellTime(task.createdAt),
    ...(task.startedAt === undefined ? {} : { start_time: spellTime(task.startedAt) }),
    ...(task.finishedAt === undefined ? {} : { end_time: spellTime(task.finishedAt) }),
    ...(failure ? { error_code: errors[failure.code].code, description: failure.message } : {}),
    ...(task.userData === undefined ? {} : { user_data: task.userData }),
  }
}
