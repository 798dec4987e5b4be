import { MAX_OUTPUTS } from '../../../app/submit-task.ts'
import { isTaskId, type TaskId } from '../../../domain/ids.ts'

/**
 * Jobs have ids of 32 hex digits of their own. They differ from their task's in the last two digits, by the job's place, so
 * that no table is needed: task ids are random, and none lie so near each other.
 */
export const jobIdOf = (task: TaskId, index: number): string => shift(task, index + 1)

/** Every task that could have the job, with the place it would have there. */
export const candidatesOf = (jobId: string): readonly { readonly task: TaskId; readonly index: number }[] =>
  isTaskId(jobId)
    ? Array.from({ length: MAX_OUTPUTS }, (_, index) => ({ task: shift(jobId, index + 1) as TaskId, index }))
    : []

const shift = (id: string, by: number): string =>
  id.slice(0, -2) + (Number.parseInt(id.slice(-2), 16) ^ by).toString(16).padStart(2, '0')
