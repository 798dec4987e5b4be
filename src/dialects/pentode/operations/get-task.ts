import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromTask } from '../mapping/task.ts'
import { BASE, docs } from '../paths.ts'
import { TaskIdText } from '../schemas/fields.ts'
import { TaskOut } from '../schemas/task.ts'

export const getTask = operation({
  name: 'getTask',
  summary: 'Get a task',
  docs: docs('getTask'),
  route: { by: 'path', method: 'GET', path: `${BASE}/tasks/{id}` },
  request: z.strictObject({
    id: honoured(TaskIdText),
    files: honoured(
      z.enum(['summary', 'all']).default('summary').describe('`all` lists every segment of a stream.'),
    ),
  }),
  response: TaskOut,
  handle: async ({ id, files }, { app, caller }) => {
    const task = await app.tasks.get(caller.project, id)
    return fromTask(task, files, app.tasks.pace(task.id))
  },
})
