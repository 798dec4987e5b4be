import type { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { DomainError } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import type { ListTranscodingRequest } from '../operations/list-transcoding-task.ts'
import type { transcodingTask } from '../schema/transcoding-task.ts'
import { DEFAULT_SIZE } from './pages.ts'
import { statusesOf } from './states.ts'
import { createSubmittedReader } from './submitted.ts'
import { describeTask } from './task.ts'
import { timeWindow } from './time-window.ts'

type TranscodingTask = z.input<typeof transcodingTask>
const readSubmitted = createSubmittedReader()
const describe = (task: Task): TranscodingTask => describeTask(task, readSubmitted(task))

interface Answer {
  readonly task_array: TranscodingTask[]
  readonly is_truncated: 0 | 1
  readonly total: number
}

/** Tasks by their ids, or one page of all. @throws DomainError invalid-parameter */
export const listTranscodings = (asked: ListTranscodingRequest, app: App, caller: Caller): Promise<Answer> =>
  asked.task_id?.length ? byIds(asked.task_id, asked.status, app, caller) : page(asked, app, caller)

const byIds = async (
  ids: readonly number[],
  status: ListTranscodingRequest['status'],
  app: App,
  { project }: Caller,
): Promise<Answer> => {
  const tasks = await Promise.all([...new Set(ids)].map((id) => find(app, project, id)))
  const shown = tasks.filter((task) => status === undefined || task.status === status)
  return { task_array: shown, is_truncated: 0, total: shown.length }
}

const find = async (app: App, project: Caller['project'], id: number): Promise<TranscodingTask> => {
  try {
    return describe(await app.tasks.get(project, String(id)))
  } catch (error) {
    if (!(error instanceof DomainError) || error.problem.code !== 'task-not-found') throw error
    return { task_id: String(id), status: 'NO_TASK' }
  }
}

const page = async (asked: ListTranscodingRequest, app: App, { project }: Caller): Promise<Answer> => {
  const { page: number = 0, size = DEFAULT_SIZE } = asked
  const query = {
    project,
    ...(asked.status === undefined ? {} : { statuses: statusesOf(asked.status) }),
    ...timeWindow(asked),
  }
  const total = await app.tasks.count(query)
  const offset = number * size
  const rows = offset < total ? await app.tasks.list({ ...query, limit: size, offset }) : []
  return { task_array: rows.map(describe), is_truncated: offset + size < total ? 1 : 0, total }
}
