import type { App, Caller } from '../../app/app.ts'
import { fail } from '../../domain/problem.ts'
import type { Task } from '../../domain/task.ts'
import { type Instant, instant } from '../../domain/units.ts'

/** How long a task can be queried after its submission, in milliseconds: three days. */
export const QUERY_WINDOW = 3 * 86_400_000

/** Tasks submitted before this are no longer shown. */
export const windowStart = (now: Instant = instant(Date.now())): Instant => instant(now - QUERY_WINDOW)

/** A task by id, as long as it can be queried. @throws DomainError task-not-found, alike for an old task and a missing one */
export const findTask = async (app: App, { project }: Caller, id: string): Promise<Task> => {
  const task = await app.tasks.get(project, id)
  if (task.createdAt < windowStart())
    throw fail('task-not-found', `There is no task ${JSON.stringify(id.slice(0, 100))}.`)
  return task
}
