import type { Transaction } from 'kysely'
import { type OutputState, type OutputStatus, type TaskStatus, taskStatus } from '../domain/task.ts'
import type { Instant, Percent } from '../domain/units.ts'
import type { Writer } from './commit.ts'
import type { TaskInHand } from './held-task.ts'
import { fromState } from './rows.ts'
import type { Schema } from './schema.ts'

export interface OutputAt {
  readonly idx: number
  readonly status: OutputStatus
  readonly startedAt?: Instant
  readonly progress?: Percent
}

export const outputsOf = async (tx: Transaction<Schema>, serial: number): Promise<readonly OutputAt[]> => {
  const rows = await tx
    .selectFrom('outputs')
    .select(['idx', 'status', 'started_at', 'progress'])
    .where('task', '=', serial)
    .orderBy('idx')
    .execute()
  return rows.map(({ idx, status, started_at, progress }) => ({
    idx,
    status,
    ...(started_at !== null && { startedAt: started_at as Instant }),
    ...(progress !== null && { progress: progress as Percent }),
  }))
}

/** Writes the state, and the event when the status is another one. Only a running output keeps its publish intent. */
export const writeState = async (
  writer: Writer,
  task: Pick<TaskInHand, 'serial' | 'id' | 'project'>,
  output: OutputAt,
  state: OutputState,
  at: Instant,
): Promise<void> => {
  await writer.tx
    .updateTable('outputs')
    .set({ ...fromState(state), ...(state.status !== 'running' && { publish: null }) })
    .where('task', '=', task.serial)
    .where('idx', '=', output.idx)
    .execute()
  if (state.status === output.status) return
  await writer.emit(task, at, { type: 'output.changed', output: output.idx, status: state.status })
}

/** What `taskStatus` says of the outputs as they are in this transaction. */
export const currentStatus = async (tx: Transaction<Schema>, serial: number): Promise<TaskStatus> =>
  taskStatus((await outputsOf(tx, serial)).map(({ status }) => ({ state: { status } })))
