import type { App, Caller } from '../../../app/app.ts'
import { isTaskId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import { type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { readTime } from '../../../wire/aliyun/clock.ts'
import { optionalChoice, optionalInt, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'

/** What all lists of jobs are asked with, beside the service's words for their states. */
export const jobPaging = {
  JobId: honoured(optionalText(256)),
  StartOfCreateTime: honoured(optionalText(32)),
  EndOfCreateTime: honoured(optionalText(32)),
  OrderBy: honoured(
    optionalChoice(['CreateTimeDesc'], { CreateTimeAsc: 'jobs are listed newest first here' }),
  ),
  PageSize: honoured(optionalInt(1, 100)),
  NextPageToken: honoured(optionalText(64)),
}

interface Asked {
  readonly JobId?: string | undefined
  readonly StartOfCreateTime?: string | undefined
  readonly EndOfCreateTime?: string | undefined
  readonly PageSize?: number | undefined
  readonly NextPageToken?: string | undefined
}

/** Absent: jobs in any state, and of any API. */
interface Family {
  readonly statuses?: readonly TaskStatus[] | undefined
  readonly dialect?: string
}

const DEFAULT_PAGE = 20

/** One page of jobs, newest first, and where the next one begins. @throws DomainError value-out-of-range */
export const pageOfJobs = async (
  asked: Asked,
  family: Family,
  { app, caller }: { readonly app: App; readonly caller: Caller },
): Promise<{ readonly tasks: readonly Task[]; readonly NextPageToken: string }> => {
  const limit = asked.PageSize ?? DEFAULT_PAGE
  // One row more than asked for tells whether there is another page.
  const rows = await find(asked, family, app, caller, limit + 1)
  const tasks = rows.slice(0, limit)
  return { tasks, NextPageToken: rows.length > limit ? String(tasks.at(-1)?.serial ?? '') : '' }
}

const find = async (
  asked: Asked,
  { statuses, dialect }: Family,
  app: App,
  { project }: Caller,
  limit: number,
): Promise<readonly Task[]> => {
  const from = readTime(asked.StartOfCreateTime, 'StartOfCreateTime')
  const to = readTime(asked.EndOfCreateTime, 'EndOfCreateTime')
  const after = asked.NextPageToken
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw fail(
      'value-out-of-range',
      'Wrong value of the parameter "NextPageToken": the one of an earlier answer.',
      { path: 'NextPageToken' },
    )
  if (asked.JobId !== undefined) {
    const task = await one(app, project, asked.JobId)
    const fits =
      task &&
      (dialect === undefined || task.dialect === dialect) &&
      (from === undefined || task.createdAt >= from) &&
      (to === undefined || task.createdAt <= to) &&
      (statuses === undefined || statuses.includes(taskStatus(task.outputs))) &&
      (after === undefined || task.serial < Number(after))
    return fits ? [task] : []
  }
  return app.tasks.list({
    project,
    ...(statuses === undefined ? {} : { statuses }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(from === undefined ? {} : { createdFrom: from }),
    ...(to === undefined ? {} : { createdTo: to }),
    ...(after === undefined ? {} : { after: Number(after) }),
    limit,
  })
}

const one = async (app: App, project: Caller['project'], id: string): Promise<Task | undefined> => {
  if (!isTaskId(id)) return undefined
  return taskIfThere(app.tasks.get(project, id))
}
