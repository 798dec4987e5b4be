import { DomainError } from '../domain/problem.ts'
import type { WorkContext } from './context.ts'
import { pause } from './pause.ts'

const AGAIN_MS = 1000

/**
 * Writes to the store, again and again while the disk is full or does not answer: what became of a task must not be
 * forgotten, and a task that nobody ends would look alive for ever. At shutdown it gives up; the next start takes the
 * task from where the store last saw it.
 * @throws what the store says of anything else, or at shutdown
 */
export const insist = async <T>(
  write: () => Promise<T>,
  { log, shutdown }: Pick<WorkContext, 'log'> & { readonly shutdown: AbortSignal },
): Promise<T> => {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (shutdown.aborted || !isPassing(error)) throw error
      log.error({ err: error }, 'the store takes no writes; trying again')
      await pause(AGAIN_MS, shutdown)
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof DomainError && ['storage-full', 'unavailable'].includes(error.problem.code)
