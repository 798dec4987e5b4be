import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { fail } from '../../../domain/problem.ts'
import type { Task, TaskStatus } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { DEFAULT_SIZE } from '../mapping/pages.ts'
import { timeWindow } from '../mapping/time-window.ts'
import { int, optionalChoice, optionalInt, optionalText, queryList } from '../schema/scalars.ts'
import { MAX_ID } from '../service.ts'

/** How tasks of a family of their own are asked for. @param statuses the service's words for their states */
export const familyQuery = <const S extends string>(statuses: readonly S[]) =>
  z.strictObject({
    project_id: honoured(z.string()),
    task_id: honoured(queryList(int(0), 10)),
    status: honoured(optionalChoice(statuses)),
    start_time: honoured(optionalText(14)),
    end_time: honoured(optionalText(14)),
    page: honoured(optionalInt(0, 50_000)),
    size: honoured(optionalInt(1, 100)),
  })
/** How one of them is named. */
export const familyMember = z.strictObject({
  project_id: honoured(z.string()),
  task_id: honoured(int(1, MAX_ID)),
})

interface Asked {
  readonly task_id?: readonly number[] | undefined
  readonly start_time?: string | undefined
  readonly end_time?: string | undefined
  readonly page?: number | undefined
  readonly size?: number | undefined
}

/** A task of one family. @throws DomainError task-not-found, for those of others too */
export const findInFamily = async (
  dialect: string,
  app: App,
  { project }: Caller,
  id: number,
): Promise<Task> => {
  const task = await app.tasks.get(project, String(id))
  if (task.dialect === dialect) return task
  throw fail('task-not-found', `There is no task ${id}.`)
}

/** Those with the given ids, or a page of all, newest first. */
export const listFamily = async (
  dialect: string,
  asked: Asked,
  statuses: readonly TaskStatus[] | undefined,
  { app, caller }: { readonly app: App; readonly caller: Caller },
): Promise<{ readonly tasks: readonly Task[]; readonly total: number; readonly more: boolean }> => {
  const { task_id: ids, page = 0, size = DEFAULT_SIZE } = asked
  if (ids?.length) {
    const found = await Promise.all(
      [...new Set(ids)].map((id) => taskIfThere(findInFamily(dialect, app, caller, id))),
    )
    const tasks = found.flatMap((task) => task ?? [])
    return { tasks, total: tasks.length, more: false }
  }
  const query = {
    ...{ project: caller.project, dialect, ...timeWindow(asked) },
    ...(statuses === undefined ? {} : { statuses }),
  }
  const total = await app.tasks.count(query)
  const offset = page * size
  const tasks = offset < total ? await app.tasks.list({ ...query, limit: size, offset }) : []
  return { tasks, total, more: offset + size < total }
}

/** Cancels one that waits. @throws DomainError task-not-found, task-not-cancellable */
export const cancelWaiting = async (
  dialect: string,
  id: number,
  { app, caller }: { readonly app: App; readonly caller: Caller },
): Promise<undefined> => {
  await findInFamily(dialect, app, caller, id)
  await app.tasks.cancel(caller.project, String(id), { onlyQueued: true })
  return undefined
}
