import type { Kysely } from 'kysely'
import type { ProjectId } from '../domain/ids.ts'
import { projectId } from '../domain/ids.ts'
import type { Pipeline } from '../domain/pipeline.ts'
import type { PipelineStore } from '../domain/ports.ts'
import { instant } from '../domain/units.ts'
import type { PipelineTable, Schema } from './schema.ts'

export const createPipelineStore = (db: Kysely<Schema>): PipelineStore => {
  const lane = (dialect: string, project: ProjectId) =>
    db.selectFrom('pipelines').selectAll().where('dialect', '=', dialect).where('project', '=', project)
  return {
    get: async (dialect, project, id) => {
      const row = await lane(dialect, project).where('id', '=', id).executeTakeFirst()
      return row && toPipeline(row)
    },
    list: async (dialect, project) => {
      const rows = await lane(dialect, project).orderBy('created_at').orderBy('id').execute()
      return rows.map(toPipeline)
    },
    insert: async (pipeline) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('pipelines')
        .values(fromPipeline(pipeline))
        .onConflict((c) => c.columns(['dialect', 'project', 'id']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    update: (pipeline) =>
      db.transaction().execute(async (tx) => {
        const { dialect, project, id, ...columns } = fromPipeline(pipeline)
        const { numUpdatedRows } = await tx
          .updateTable('pipelines')
          .set(columns)
          .where('dialect', '=', dialect)
          .where('project', '=', project)
          .where('id', '=', id)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await tx
          .updateTable('tasks')
          .set({ paused: columns.paused })
          .where('project', '=', project)
          .where('dialect', '=', dialect)
          .where('pipeline', '=', id)
          .where('hold', 'in', ['waiting', 'held'])
          .execute()
        return true
      }),
    delete: (dialect, project, id) =>
      db.transaction().execute(async (tx) => {
        const busy = await tx
          .selectFrom('tasks')
          .select('serial')
          .where('project', '=', project)
          .where('dialect', '=', dialect)
          .where('pipeline', '=', id)
          .where('hold', 'in', ['waiting', 'held'])
          // One whose outputs are all at an end is over for everybody, though its worker still tidies up.
          .where('status', 'in', ['queued', 'running'])
          .limit(1)
          .executeTakeFirst()
        if (busy !== undefined) return 'in-use'
        const { numDeletedRows } = await tx
          .deleteFrom('pipelines')
          .where('dialect', '=', dialect)
          .where('project', '=', project)
          .where('id', '=', id)
          .executeTakeFirst()
        return numDeletedRows === 0n ? 'absent' : 'deleted'
      }),
  }
}

const toPipeline = (row: PipelineTable): Pipeline => ({
  dialect: row.dialect,
  id: row.id,
  project: projectId(row.project),
  name: row.name,
  paused: row.paused === 1,
  ...(row.params !== null && { params: JSON.parse(row.params) }),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})

const fromPipeline = (pipeline: Pipeline): PipelineTable => ({
  dialect: pipeline.dialect,
  project: pipeline.project,
  id: pipeline.id,
  name: pipeline.name,
  paused: pipeline.paused ? 1 : 0,
  params: pipeline.params === undefined ? null : JSON.stringify(pipeline.params),
  created_at: pipeline.createdAt,
  updated_at: pipeline.updatedAt,
})
