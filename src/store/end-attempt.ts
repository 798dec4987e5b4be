import type { Problem } from '../domain/problem.ts'
import { isTerminal, type OutputState } from '../domain/task.ts'
import type { Instant } from '../domain/units.ts'
import type { Writer } from './commit.ts'
import type { TaskInHand } from './held-task.ts'
import { currentStatus, type OutputAt, outputsOf, writeState } from './output-states.ts'

export interface AttemptEnd {
  readonly at: Instant
  readonly outcome: string
  /** Given when the unfinished outputs fail instead of waiting for another attempt. */
  readonly problem?: Problem
  /** The attempt does not count against the task: its worker gave it back in order. */
  readonly handedBack: boolean
}

/**
 * Takes a held task from its worker: finished when all outputs are, back in the queue otherwise. A wish to cancel wins
 * over both ways for what is unfinished.
 */
export const endAttempt = async (writer: Writer, task: TaskInHand, end: AttemptEnd): Promise<void> => {
  const { tx } = writer
  const open = (await outputsOf(tx, task.serial)).filter(({ status }) => !isTerminal(status))
  for (const output of open) await writeState(writer, task, output, unfinished(task, output, end), end.at)
  const status = await currentStatus(tx, task.serial)
  const done = isTerminal(status)
  await tx
    .updateTable('tasks')
    .set((e) => ({
      status,
      hold: done ? 'done' : 'waiting',
      worker: null,
      lease_until: null,
      tries: done || !end.handedBack ? task.tries : Math.max(0, task.tries - 1),
      finished_at: done ? e.fn.coalesce('finished_at', e.val(end.at)) : null,
    }))
    .where('serial', '=', task.serial)
    .execute()
  await tx
    .updateTable('attempts')
    .set({ finished_at: end.at, outcome: end.outcome })
    .where('task', '=', task.serial)
    .where('fence', '=', task.fence)
    .execute()
  // Otherwise it was said with the last output's end.
  if (done && open.length > 0) await writer.emit(task, end.at, { type: 'task.finished', status })
}

const unfinished = (task: TaskInHand, output: OutputAt, end: AttemptEnd): OutputState => {
  if (task.cancelRequested) return { status: 'cancelled', finishedAt: end.at }
  const { startedAt, progress } = output
  if (end.problem === undefined) return { status: 'queued', ...(progress ? { progress } : {}) }
  return {
    status: 'failed',
    finishedAt: end.at,
    problem: end.problem,
    ...(startedAt !== undefined && { startedAt }),
  }
}
