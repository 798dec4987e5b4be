import { z } from 'zod'
import { isTerminal, type Task, taskStatus } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { findTask } from '../../../wire/tencent/window.ts'
import { createSubmittedReader } from '../mapping/submitted.ts'
import { describeTask } from '../mapping/task-detail.ts'
import { text } from '../schema/scalars.ts'
import { taskDetail } from '../schema/task-detail.ts'
import { docsPage, VERSION } from '../service.ts'

const readSubmitted = createSubmittedReader()

/** The store hands out one object for a finished task, and says the same of it each time. */
const described = new WeakMap<Task, ReturnType<typeof describeTask>>()
const describe = (task: Task): ReturnType<typeof describeTask> => {
  const detail = describeTask(task, readSubmitted(task))
  if (isTerminal(taskStatus(task.outputs))) described.set(task, Object.freeze(detail))
  return detail
}

export const describeTaskDetail = operation({
  name: 'DescribeTaskDetail',
  summary: 'The state and the results of a task of the last 3 days.',
  docs: docsPage('33644'),
  route: { by: 'action', action: 'DescribeTaskDetail', version: VERSION },
  request: z.strictObject({ TaskId: honoured(text(256)) }),
  response: taskDetail,
  limit: { count: 100, perSeconds: 1 },
  handle: async (request, { app, caller }) => {
    const task = await findTask(app, caller, request.TaskId)
    return described.get(task) ?? describe(task)
  },
})
