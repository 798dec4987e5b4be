import type { WorkStore } from '../domain/ports.ts'
import type { Commit } from './commit.ts'
import { heldTask } from './held-task.ts'

/** Characters of FFmpeg's words that an attempt keeps: the last ones, where the reason stands. */
export const MAX_LOG = 64 * 1024

/** Adds a command line, and text at the end of the log. */
export const createLogAttempt =
  (commit: Commit): WorkStore['logAttempt'] =>
  (id, fence, { command, log }) =>
    commit(async ({ tx }) => {
      const task = await heldTask(tx, id, fence)
      if (task === undefined) return false
      const { commands, log: before } = await tx
        .selectFrom('attempts')
        .select(['commands', 'log'])
        .where('task', '=', task.serial)
        .where('fence', '=', fence)
        .executeTakeFirstOrThrow()
      await tx
        .updateTable('attempts')
        .set({
          commands: command ? JSON.stringify([...JSON.parse(commands), command]) : commands,
          log: (before + (log ?? '')).slice(-MAX_LOG),
        })
        .where('task', '=', task.serial)
        .where('fence', '=', fence)
        .execute()
      return true
    })
