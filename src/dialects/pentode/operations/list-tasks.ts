import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { readCursor, writeCursor } from '../mapping/cursor.ts'
import { fromTask } from '../mapping/task.ts'
import { BASE, docs } from '../paths.ts'
import { commaList, isoTime, wholeNumber } from '../schemas/fields.ts'
import { TASK_STATUSES, TaskPage } from '../schemas/task.ts'

export const listTasks = operation({
  name: 'listTasks',
  summary: 'List tasks, newest first',
  docs: docs('listTasks'),
  route: { by: 'path', method: 'GET', path: `${BASE}/tasks` },
  request: z.strictObject({
    status: honoured(
      commaList(z.enum(TASK_STATUSES)).exactOptional().describe('Comma-separated; any of them.'),
    ),
    dialect: honoured(z.string().max(40).exactOptional().describe('The API the task was submitted through.')),
    createdFrom: honoured(isoTime().exactOptional().describe('Created at this time or later.')),
    createdTo: honoured(isoTime().exactOptional().describe('Created at this time or earlier.')),
    limit: honoured(wholeNumber(1, 100).prefault(20)),
    page: honoured(z.string().max(100).exactOptional().describe('`nextPage` of the page before.')),
  }),
  response: TaskPage,
  handle: async ({ status, limit, page, ...filter }, { app, caller }) => {
    const rows = await app.tasks.list({
      ...filter,
      project: caller.project,
      ...(status ? { statuses: status } : {}),
      ...(page === undefined ? {} : { after: readCursor(page) }),
      // One more than asked for tells whether there is a next page.
      limit: limit + 1,
    })
    const tasks = rows.slice(0, limit)
    const last = tasks.at(-1)
    return {
      tasks: tasks.map((task) => fromTask(task, 'summary', app.tasks.pace(task.id))),
      ...(rows.length > limit && last ? { nextPage: writeCursor(last.serial) } : {}),
    }
  },
})
