import { taskId } from '../../src/domain/ids.ts'
import type { Task } from '../../src/domain/task.ts'
import { instant, milliseconds } from '../../src/domain/units.ts'
import { createCommitter } from '../../src/store/commit.ts'
import { createInsertTask } from '../../src/store/insert-task.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { say } from '../harness/say.ts'

/** Tasks of one transaction: a sync of the disk for each task would take the whole time. */
const BATCH = 5000
const REPORT_EVERY = 100_000

/** The newest task of a data folder that no server uses. */
export const newestTask = async (directory: string): Promise<Task> => {
  await using store = await openStore({ directory })
  const [key] = await store.keys.list()
  const [task] = key ? await store.tasks.list({ project: key.project, limit: 1 }) : []
  if (!task) throw new Error('the store holds no task')
  return task
}

/** The id of the n-th copy. Spread over the whole range, as random ids are. */
export const copyId = (n: number): Task['id'] =>
  taskId(
    (((BigInt(n) + 1n) * 0x9e3779b97f4a7c15f39cc0605cedc835n) & ((1n << 128n) - 1n))
      .toString(16)
      .padStart(32, '0'),
  )

/** Writes `count` copies of a finished task, rows as the server itself writes them, into a new store. */
export const fillStore = async (directory: string, task: Task, count: number): Promise<void> => {
  const db = openSqlite(directory, milliseconds(0))
  try {
    await migrate(db)
    const { commit } = createCommitter(db)
    const insert = createInsertTask(db)
    for (let from = 0; from < count; from += BATCH) {
      const to = Math.min(count, from + BATCH)
      await commit(async (writer) => {
        const serials: number[] = []
        for (let n = from; n < to; n++) {
          const copy = { ...task, request: task.request, id: copyId(n), createdAt: instant(Date.now()) }
          const written = await insert(writer, copy, instant(0))
          if ('inserted' in written) serials.push(written.inserted.serial)
        }
        // An insert knows nothing of what happens to a task later.
        await writer.tx
          .updateTable('tasks')
          .set({
            media: JSON.stringify(task.media),
            started_at: task.startedAt ?? null,
            finished_at: task.finishedAt ?? null,
            fence: task.fence,
          })
          .where('serial', '>=', serials[0] ?? 0)
          .where('serial', '<=', serials.at(-1) ?? 0)
          .execute()
      })
      if (to % REPORT_EVERY === 0) say(`  ${to} of ${count} tasks written`)
    }
  } finally {
    await db.destroy()
  }
}
