import type { Kysely } from 'kysely'
import type { TaskId } from '../domain/ids.ts'
import type { PublishIntent, WorkStore } from '../domain/ports.ts'
import { problem } from '../domain/problem.ts'
import type { Commit } from './commit.ts'
import { endAttempt } from './end-attempt.ts'
import { lostTasks } from './held-task.ts'
import type { Schema } from './schema.ts'

/**
 * Asked before `requeueLost`: the promises are kept under the fence of the claim that made them, and end with it.
 */
export const createPendingPublishes =
  (db: Kysely<Schema>): WorkStore['pendingPublishes'] =>
  async () => {
    const rows = await db
      .selectFrom('outputs as o')
      .innerJoin('tasks as t', 't.serial', 'o.task')
      .where('o.publish', 'is not', null)
      .where('t.hold', '=', 'held')
      .select(['t.id', 't.fence', 'o.idx', 'o.publish'])
      .orderBy('o.task')
      .orderBy('o.idx')
      .execute()
    return rows.map(({ id, fence, idx, publish }) => ({
      task: id as TaskId,
      fence,
      output: idx,
      intent: JSON.parse(publish ?? 'null') as PublishIntent,
    }))
  }

export const createRequeueLost =
  (commit: Commit): WorkStore['requeueLost'] =>
  (now, maxAttempts, leases = 'expired') =>
    commit(async (writer) => {
      const lost = await lostTasks(writer.tx, leases === 'any' ? Number.MAX_SAFE_INTEGER : now)
      for (const task of lost) {
        const last = task.tries >= maxAttempts
        const interrupted = problem(
          'interrupted',
          `The work was interrupted ${task.tries} times and is not tried again.`,
          { detail: { attempts: task.tries } },
        )
        await endAttempt(writer, task, {
          at: now,
          outcome: 'lost',
          handedBack: false,
          ...(last && { problem: interrupted }),
        })
      }
      return lost.map(({ id }) => id)
    })
