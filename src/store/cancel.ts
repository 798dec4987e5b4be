import type { TaskStore } from '../domain/ports.ts'
import { isTerminal, type TaskStatus } from '../domain/task.ts'
import type { Commit } from './commit.ts'
import { currentStatus, outputsOf, writeState } from './output-states.ts'
import type { Hold } from './schema.ts'

export const createCancel =
  (commit: Commit): TaskStore['cancel'] =>
  (project, id, at, { onlyQueued }) =>
    commit(async (writer) => {
      const { tx } = writer
      const found = await tx
        .selectFrom('tasks')
        .select(['serial', 'status', 'hold'])
        .where('id', '=', id)
        .where('project', '=', project)
        .executeTakeFirst()
      if (found === undefined) return undefined
      const before = seen(found.hold, found.status)
      const own = tx.updateTable('tasks').where('serial', '=', found.serial)
      if (before === 'running' && !onlyQueued) await own.set({ cancel_requested: 1 }).execute()
      if (before !== 'queued') return before
      const task = { serial: found.serial, id, project }
      for (const output of await outputsOf(tx, found.serial))
        if (!isTerminal(output.status))
          await writeState(writer, task, output, { status: 'cancelled', finishedAt: at }, at)
      const status = await currentStatus(tx, found.serial)
      await own.set({ status, hold: 'done', finished_at: at, cancel_requested: 1 }).execute()
      await writer.emit(task, at, { type: 'task.finished', status })
      return before
    })

/** What decides is whether a worker has the task, not how far its outputs are. */
const seen = (hold: Hold, status: TaskStatus): TaskStatus => {
  if (hold === 'waiting') return 'queued'
  return hold === 'held' && !isTerminal(status) ? 'running' : status
}
