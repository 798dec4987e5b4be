import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { isTaskId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import { type Task, taskStatus } from '../../../domain/task.ts'
import { readTime } from '../../../wire/aliyun/clock.ts'
import { optionalChoice, optionalInt, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { jobHead, jobTimes } from '../mapping/job.ts'
import { type JobState, statusesOf } from '../mapping/states.ts'
import { createSubmittedReader } from '../mapping/submitted.ts'
import { listedJob } from '../schema/job.ts'
import { docsPage, VERSION } from '../service.ts'

const request = z.strictObject({
  JobId: honoured(optionalText(256)),
  Status: honoured(optionalChoice(['Inited', 'Running', 'Complete', 'Error', 'Cancelled', 'Success'])),
  StartOfCreateTime: honoured(optionalText(32)),
  EndOfCreateTime: honoured(optionalText(32)),
  OrderBy: honoured(
    optionalChoice(['CreateTimeDesc'], { CreateTimeAsc: 'jobs are listed newest first here' }),
  ),
  PageSize: honoured(optionalInt(1, 100)),
  NextPageToken: honoured(optionalText(64)),
})

const DEFAULT_PAGE = 20
const readSubmitted = createSubmittedReader()

export const listMediaConvertJobs = operation({
  name: 'ListMediaConvertJobs',
  summary: 'Lists jobs, newest first. The Status Success of the documentation’s example stands for Complete.',
  docs: docsPage('ListMediaConvertJobs'),
  route: { by: 'action', action: 'ListMediaConvertJobs', version: VERSION },
  request,
  response: z.strictObject({ Jobs: z.array(listedJob), NextPageToken: z.string() }),
  handle: async (asked, { app, caller }) => {
    const limit = asked.PageSize ?? DEFAULT_PAGE
    const rows = await find(asked, app, caller, limit + 1)
    const page = rows.slice(0, limit)
    return {
      // One row more than asked for tells whether there is another page.
      NextPageToken: rows.length > limit ? String(page.at(-1)?.serial ?? '') : '',
      Jobs: page.map((task) => ({ ...jobHead(task, readSubmitted(task)), ...jobTimes(task) })),
    }
  },
})

const find = async (
  asked: z.output<typeof request>,
  app: App,
  { project }: Caller,
  limit: number,
): Promise<readonly Task[]> => {
  const { Status } = asked
  const statuses = Status && statusesOf(Status === 'Success' ? 'Complete' : (Status satisfies JobState))
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
      (from === undefined || task.createdAt >= from) &&
      (to === undefined || task.createdAt <= to) &&
      (statuses === undefined || statuses.includes(taskStatus(task.outputs))) &&
      (after === undefined || task.serial < Number(after))
    return fits ? [task] : []
  }
  return app.tasks.list({
    project,
    ...(statuses ? { statuses } : {}),
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
