import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Output, Task } from '../domain/task.ts'
import { type OutputColumns, type TaskColumns, toOutput, toTask } from './rows.ts'
import type { Schema } from './schema.ts'

export type TaskRow = TaskColumns & { [K in keyof OutputColumns]: OutputColumns[K] | null }

/**
 * Tasks with their outputs in one statement, so that both are of the same moment on every back end.
 * The two large columns come with the first output only.
 */
export const selectTasks = (
  db: Kysely<Schema>,
): SelectQueryBuilder<Schema & { t: Schema['tasks']; o: Schema['outputs'] | never }, 't' | 'o', TaskRow> =>
  db
    .selectFrom('tasks as t')
    .leftJoin('outputs as o', 'o.task', 't.serial')
    .select([
      't.serial',
      't.id',
      't.project',
      't.dialect',
      't.source',
      't.priority',
      't.client_token',
      't.user_data',
      't.pipeline',
      't.asset',
      't.created_at',
      't.started_at',
      't.finished_at',
      't.problem',
      't.cancel_requested',
      't.fence',
      onFirstRow('request').as('request'),
      onFirstRow('media').as('media'),
      'o.idx as o_idx',
      'o.name as o_name',
      'o.template as o_template',
      'o.status as o_status',
      'o.progress as o_progress',
      'o.started_at as o_started_at',
      'o.finished_at as o_finished_at',
      'o.problem as o_problem',
      'o.destination as o_destination',
      'o.spec as o_spec',
      'o.result as o_result',
    ]) as never

const onFirstRow = (column: 'request' | 'media') =>
  sql<string | null>`case when o.idx > 0 then null else ${sql.ref(`t.${column}`)} end`

/** Rows of `selectTasks`, in order of the task and then of the output's index, as tasks. */
export const gather = (rows: readonly TaskRow[]): Task[] => {
  const tasks: Task[] = []
  for (let i = 0; i < rows.length; ) {
    const first = rows[i]
    if (first === undefined) break
    const outputs: Output[] = []
    for (; i < rows.length; i++) {
      const row = rows[i]
      if (row?.serial !== first.serial) break
      // A task without outputs is one joined row of nulls.
      if (row.o_idx !== null) outputs.push(toOutput(row as OutputColumns))
    }
    tasks.push(toTask(first, outputs))
  }
  return tasks
}
