import { DomainError, type Problem, problem } from '../domain/problem.ts'
import type { WorkContext } from './context.ts'

/** What an output says of an error met while it was made. Errors that nobody foresaw go to the log with their cause. */
export const problemFrom = (error: unknown, { log }: Pick<WorkContext, 'log'>, task: string): Problem => {
  if (isNoSpace(error))
    return problem(
      'disk-full',
      'The disk is full; the output could not be written. Free some space and retry.',
    )
  if (error instanceof DomainError) return error.problem
  log.error({ task, err: error }, 'attempt failed for an unexpected reason')
  return problem('internal', 'The server failed while working on this task; its log says why. Retry it.')
}

const isNoSpace = (error: unknown): boolean =>
  error instanceof DomainError
    ? error.problem.code === 'storage-full'
    : error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
