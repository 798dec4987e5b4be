import type { Kysely } from 'kysely'
import type { TaskId } from '../domain/ids.ts'
import type { WorkStore } from '../domain/ports.ts'
import { isTerminal, type OutputState, taskStatus } from '../domain/task.ts'
import type { Instant } from '../domain/units.ts'
import { createLogAttempt } from './attempts.ts'
import { createClaim } from './claim.ts'
import type { Commit } from './commit.ts'
import { endAttempt } from './end-attempt.ts'
import { heldTask } from './held-task.ts'
import { literalHold, NOT_PAUSED, PAUSED } from './hold.ts'
import { outputsOf, writeState } from './output-states.ts'
import { createPendingPublishes, createRequeueLost } from './recovery.ts'
import type { Schema } from './schema.ts'

/** The workers' side of the tasks. `clock` dates the events of calls that name no time. */
export const createWorkStore = (db: Kysely<Schema>, commit: Commit, clock: () => Instant): WorkStore => {
  const own = (id: TaskId, fence: number) =>
    db.updateTable('tasks').where('id', '=', id).where('fence', '=', fence).where('hold', '=', 'held')
  return {
    claim: createClaim(db, commit),
    heartbeat: async (id, fence, leaseUntil) => {
      const row = await own(id, fence)
        .set({ lease_until: leaseUntil })
        .returning('cancel_requested')
        .executeTakeFirst()
      return { held: row !== undefined, cancelRequested: row?.cancel_requested === 1 }
    },
    setMedia: async (id, fence, media) =>
      wrote(
        await own(id, fence)
          .set({ media: JSON.stringify(media) })
          .executeTakeFirst(),
      ),
    setTaskProblem: async (id, fence, problem) =>
      wrote(
        await own(id, fence)
          .set({ problem: JSON.stringify(problem) })
          .executeTakeFirst(),
      ),
    setProgress: (id, fence, progress) =>
      commit(async ({ tx }) => {
        const task = await heldTask(tx, id, fence)
        if (task === undefined) return false
        for (const of of progress)
          await tx
            .updateTable('outputs')
            .set({ progress: of.progress })
            .where('task', '=', task.serial)
            .where('idx', '=', of.output)
            .where('status', '=', 'running')
            .execute()
        return true
      }),
    setOutputs: (id, fence, changes) =>
      commit(async (writer) => {
        const { tx } = writer
        const task = await heldTask(tx, id, fence)
        const last = changes.at(-1)
        if (task === undefined || last === undefined) return false
        const there = new Map((await outputsOf(tx, task.serial)).map((output) => [output.idx, output]))
        const open = (output: number) => !isTerminal(there.get(output)?.status ?? 'succeeded')
        if (!changes.every(({ output }) => open(output))) return false
        for (const { output, state } of changes) {
          const before = there.get(output) ?? { idx: output, status: 'queued' }
          await writeState(writer, task, before, state, timeOf(state) ?? clock())
          there.set(output, { ...before, status: state.status })
        }
        const status = taskStatus([...there.values()].map((output) => ({ state: output })))
        await tx
          .updateTable('tasks')
          .set({ status, finished_at: isTerminal(status) ? (timeOf(last.state) ?? clock()) : null })
          .where('serial', '=', task.serial)
          .execute()
        if (isTerminal(status))
          await writer.emit(task, timeOf(last.state) ?? clock(), { type: 'task.finished', status })
        return true
      }),
    intendPublish: (id, fence, index, intent) =>
      commit(async ({ tx }) => {
        const task = await heldTask(tx, id, fence)
        if (task === undefined) return false
        const result = await tx
          .updateTable('outputs')
          .set({ publish: JSON.stringify(intent) })
          .where('task', '=', task.serial)
          .where('idx', '=', index)
          .where('status', 'in', ['queued', 'running'])
          .executeTakeFirst()
        return wrote(result)
      }),
    release: (id, fence, at, outcome) =>
      commit(async (writer) => {
        const task = await heldTask(writer.tx, id, fence)
        if (task === undefined) return false
        await endAttempt(writer, task, { at, outcome, handedBack: true })
        return true
      }),
    logAttempt: createLogAttempt(commit),
    pendingPublishes: createPendingPublishes(db),
    requeueLost: createRequeueLost(commit),
    countByStatus: async () => {
      const count = async (hold: 'waiting' | 'held', paused?: typeof PAUSED): Promise<number> => {
        const row = await db
          .selectFrom('tasks')
          .select((e) => e.fn.countAll<number>().as('n'))
          .where('hold', '=', literalHold(hold))
          .$if(paused !== undefined, (q) => q.where('paused', '=', paused ?? PAUSED))
          .executeTakeFirst()
        return Number(row?.n ?? 0)
      }
      return {
        queued: (await count('waiting', NOT_PAUSED)) + (await count('waiting', PAUSED)),
        running: await count('held'),
      }
    },
  }
}

const wrote = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows > 0n

const timeOf = (state: OutputState): Instant | undefined => {
  if ('finishedAt' in state) return state.finishedAt
  return state.status === 'running' ? state.startedAt : undefined
}
