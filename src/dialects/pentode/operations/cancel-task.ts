import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromTask } from '../mapping/task.ts'
import { BASE, docs } from '../paths.ts'
import { TaskIdText } from '../schemas/fields.ts'
import { TaskOut } from '../schemas/task.ts'

export const cancelTask = operation({
  name: 'cancelTask',
  summary: 'Cancel a task',
  docs: docs('cancelTask'),
  route: { by: 'path', method: 'POST', path: `${BASE}/tasks/{id}/cancel` },
  request: z.strictObject({ id: honoured(TaskIdText) }),
  response: TaskOut,
  handle: async ({ id }, { app, caller }) => fromTask(await app.tasks.cancel(caller.project, id)),
})
