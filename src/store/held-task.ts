import type { Transaction } from 'kysely'
import type { ProjectId, TaskId } from '../domain/ids.ts'
import { literalHold } from './hold.ts'
import type { Schema } from './schema.ts'

/** A task inside a write, with what the writes need to know of it. */
export interface TaskInHand {
  readonly serial: number
  readonly id: TaskId
  readonly project: ProjectId
  readonly fence: number
  readonly tries: number
  readonly cancelRequested: boolean
}

const IN_HAND = ['serial', 'id', 'project', 'fence', 'tries', 'cancel_requested'] as const
type Row = Pick<Schema['tasks'], 'id' | 'project' | 'fence' | 'tries' | 'cancel_requested'> & {
  serial: number
}

const toHand = (row: Row): TaskInHand => ({
  serial: row.serial,
  id: row.id as TaskId,
  project: row.project as ProjectId,
  fence: row.fence,
  tries: row.tries,
  cancelRequested: row.cancel_requested !== 0,
})

/** The task when this claim still holds it: the condition of every write by a worker. */
export const heldTask = async (
  tx: Transaction<Schema>,
  id: TaskId,
  fence: number,
): Promise<TaskInHand | undefined> => {
  const row = await tx
    .selectFrom('tasks')
    .select(IN_HAND)
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('hold', '=', 'held')
    .executeTakeFirst()
  return row && toHand(row)
}

/** Held tasks whose lease ended before `leaseBefore`. */
export const lostTasks = async (
  tx: Transaction<Schema>,
  leaseBefore: number,
): Promise<readonly TaskInHand[]> => {
  const rows = await tx
    .selectFrom('tasks')
    .select(IN_HAND)
    .where('hold', '=', literalHold('held'))
    .where('lease_until', '<', leaseBefore)
    .orderBy('lease_until')
    .execute()
  return rows.map(toHand)
}
