import { type Problem, problem } from '../domain/problem.ts'
import { problemOf } from '../engine/outcome-problem.ts'
import type { ProcessOutcome } from '../engine/run.ts'

/** Why a run of ffprobe gives no answer: the fault is the file's unless the run was ended or never began. */
export const refusalOf = (outcome: ProcessOutcome): Problem | undefined => {
  const found = problemOf(outcome)
  if (found === undefined) return undefined
  switch (outcome.ended) {
    case 'cancelled':
    case 'shutdown':
      return found
    case 'failed-to-start':
      return problem('unavailable', 'ffprobe could not be started.', { detail: { reason: outcome.message } })
    case 'timed-out':
    case 'stalled':
      return problem('source-unreadable', 'Looking into the source took too long.')
    case 'too-much-output':
      return problem('source-too-large', 'The source says more of itself than the server takes.')
    case 'signal':
      return problem('source-unreadable', 'Looking into the source ended in a crash or at a limit.', {
        detail: { signal: outcome.signal },
      })
    case 'exit':
      if (found.code.startsWith('source-')) return found
      return problem('source-unreadable', 'The source cannot be read as a media file.', {
        detail: { exitCode: outcome.exitCode },
      })
  }
}
