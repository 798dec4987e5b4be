import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { findTask } from '../../../wire/tencent/window.ts'
import { choice, text } from '../schema/scalars.ts'
import { docsPage, VERSION } from '../service.ts'

export const manageTask = operation({
  name: 'ManageTask',
  summary: 'Aborts a task that waits. It then is finished, with every sub-task failed.',
  docs: docsPage('37462'),
  route: { by: 'action', action: 'ManageTask', version: VERSION },
  request: z.strictObject({
    OperationType: honoured(choice(['Abort'])),
    TaskId: honoured(text(256)),
  }),
  response: z.strictObject({}),
  limit: { count: 20, perSeconds: 1 },
  errors: { 'task-not-found': { status: 200, code: 'InvalidParameterValue.TaskId' } },
  handle: async (request, { app, caller }) => {
    const task = await findTask(app, caller, request.TaskId)
    await app.tasks.cancel(caller.project, task.id, { onlyQueued: true })
    return {}
  },
})
