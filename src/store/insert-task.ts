import type { Kysely } from 'kysely'
import type { Asset } from '../domain/asset.ts'
import type { ProjectId, TaskId } from '../domain/ids.ts'
import type { NewAsset, NewTask } from '../domain/ports.ts'
import type { Task } from '../domain/task.ts'
import type { Instant } from '../domain/units.ts'
import type { Writer } from './commit.ts'
import { createInsertAsset } from './insert-asset.ts'
import { prepare, slots } from './prepared.ts'
import { fromOutput, fromTask } from './rows.ts'
import type { Schema } from './schema.ts'

type InsertTask = (
  writer: Writer,
  task: NewTask,
  dedupeSince: Instant,
  importing?: NewAsset,
) => Promise<{ inserted: Task; asset?: Asset } | { duplicateOf: TaskId }>

/** Looking for the token and writing the task are one transaction, so of equal calls that race exactly one writes. */
export const createInsertTask = (db: Kysely<Schema>): InsertTask => {
  const earlier = prepare<{ project: ProjectId; token: string; since: Instant }, { id: string }>((slot) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('project', '=', slot('project'))
      .where('client_token', '=', slot('token'))
      .where('created_at', '>=', slot('since'))
      .orderBy('created_at', 'desc')
      .limit(1),
  )
  const lane = prepare<{ project: ProjectId; dialect: string; pipeline: string }, { paused: number }>(
    (slot) =>
      db
        .selectFrom('pipelines')
        .select('paused')
        .where('dialect', '=', slot('dialect'))
        .where('project', '=', slot('project'))
        .where('id', '=', slot('pipeline')),
  )
  const insertTask = prepare<ReturnType<typeof fromTask>, { serial: number }>((slot) =>
    db.insertInto('tasks').values(slots(slot, TASK_COLUMNS)).returning('serial'),
  )
  const insertOutput = prepare<ReturnType<typeof fromOutput>, unknown>((slot) =>
    db.insertInto('outputs').values(slots(slot, OUTPUT_COLUMNS)),
  )
  const insertAsset = createInsertAsset(db)
  return async (writer, task, since, importing) => {
    const { tx } = writer
    if (task.clientToken !== undefined) {
      const { rows } = await earlier(tx, { project: task.project, token: task.clientToken, since })
      if (rows[0] !== undefined) return { duplicateOf: rows[0].id as TaskId }
    }
    const { project, dialect, pipeline } = task
    const paused =
      pipeline !== undefined && (await lane(tx, { project, dialect, pipeline })).rows[0]?.paused === 1
    const { rows } = await insertTask(tx, fromTask(task, paused))
    const serial = rows[0]?.serial
    if (serial === undefined) throw new Error('the database gave the new task no serial')
    for (const output of task.outputs) await insertOutput(tx, fromOutput(serial, output))
    await writer.emit(task, task.createdAt, { type: 'task.submitted' })
    const { callback: _, ...kept } = task
    const inserted = { ...kept, serial, cancelRequested: false, fence: 0 }
    if (importing === undefined) return { inserted }
    const asset = await insertAsset(tx, importing)
    if (asset === undefined) throw new Error('the place of an import belongs to another asset')
    return { inserted, asset }
  }
}

const TASK_COLUMNS = [
  ...(['id', 'project', 'dialect', 'request', 'source', 'priority', 'client_token', 'user_data'] as const),
  ...(['status', 'hold', 'created_at', 'started_at', 'finished_at', 'media', 'problem'] as const),
  ...([
    'cancel_requested',
    'fence',
    'tries',
    'worker',
    'lease_until',
    'pipeline',
    'paused',
    'asset',
    'callback',
  ] as const),
] as const

const OUTPUT_COLUMNS = [
  ...(['task', 'idx', 'name', 'template', 'spec', 'destination', 'status', 'progress'] as const),
  ...(['started_at', 'finished_at', 'problem', 'result', 'publish'] as const),
] as const
