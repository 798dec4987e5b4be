import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage, WorkStore } from '../domain/ports.ts'
import type { WorkContext } from './context.ts'
import { endOrphans } from './end-orphans.ts'

/** A task whose worker died this often is given up: it may be what kills them. */
export const MAX_ATTEMPTS = 3

/**
 * Puts right what a killed process left behind, before any work starts: what still runs is ended, publishes that were
 * promised are finished, tasks without a worker go back to the queue, attempt folders go away.
 * Must run while no other worker uses this data folder.
 */
export const recover = async (
  context: Pick<WorkContext, 'work' | 'storage' | 'now' | 'log' | 'attemptsDir'>,
): Promise<void> => {
  const { work, storage, now, log, attemptsDir } = context
  const orphans = await endOrphans(attemptsDir)
  if (orphans > 0) log.warn({ processes: orphans }, 'ended processes of an earlier run')
  for (const pending of await work.pendingPublishes()) await finishPublish(work, storage, pending, context)
  const requeued = await work.requeueLost(now(), MAX_ATTEMPTS, 'any')
  if (requeued.length > 0) log.info({ tasks: requeued.length }, 'took up tasks of an earlier run')
  await mkdir(attemptsDir, { recursive: true })
  for (const left of await readdir(attemptsDir))
    await rm(join(attemptsDir, left), { recursive: true, force: true })
}

const finishPublish = async (
  work: WorkStore,
  storage: Storage,
  { task, fence, output, intent }: Awaited<ReturnType<WorkStore['pendingPublishes']>>[number],
  { log, now }: Pick<WorkContext, 'log' | 'now'>,
): Promise<void> => {
  try {
    await storage.publish(intent.moves)
    await work.setOutputs(task, fence, [{ output: output, state: { ...intent.state, finishedAt: now() } }])
  } catch (error) {
    // The made files are gone or the disk is full: the output is made again.
    log.warn(
      { task, output, err: error },
      'a promised publish could not be finished; the output is made again',
    )
    await work.setOutputs(task, fence, [{ output: output, state: { status: 'queued' } }])
  }
}
