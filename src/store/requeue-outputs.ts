import type { TaskStore } from '../domain/ports.ts'
import type { Instant } from '../domain/units.ts'
import type { Commit } from './commit.ts'
import { currentStatus, outputsOf, writeState } from './output-states.ts'

/**
 * A task that a worker still has keeps its worker; the outputs wait for the attempt's end. One that is being cancelled is
 * left alone: the cancel would take the outputs again.
 */
export const createRequeueOutputs =
  (commit: Commit, clock: () => Instant): TaskStore['requeueOutputs'] =>
  (project, id, wanted) =>
    commit(async (writer) => {
      const { tx } = writer
      const found = await tx
        .selectFrom('tasks')
        .select(['serial', 'hold', 'cancel_requested', 'dialect', 'pipeline'])
        .where('id', '=', id)
        .where('project', '=', project)
        .executeTakeFirst()
      if (found === undefined) return 0
      const held = found.hold === 'held'
      if (held && found.cancel_requested !== 0) return 0
      const { serial } = found
      const outputs = (await outputsOf(tx, serial)).filter(
        ({ idx, status }) => wanted.includes(idx) && (status === 'failed' || status === 'cancelled'),
      )
      if (outputs.length === 0) return 0
      for (const output of outputs)
        await writeState(writer, { serial, id, project }, output, { status: 'queued' }, clock())
      const status = await currentStatus(tx, serial)
      const lane =
        found.pipeline === null
          ? undefined
          : await tx
              .selectFrom('pipelines')
              .select('paused')
              .where('dialect', '=', found.dialect)
              .where('project', '=', project)
              .where('id', '=', found.pipeline)
              .executeTakeFirst()
      await tx
        .updateTable('tasks')
        .set({ status, finished_at: null, problem: null, paused: lane?.paused ?? 0 })
        .$if(!held, (q) => q.set({ hold: 'waiting', tries: 0, cancel_requested: 0 }))
        .where('serial', '=', serial)
        .execute()
      return outputs.length
    })
