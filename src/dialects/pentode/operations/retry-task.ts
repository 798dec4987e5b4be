import { z } from 'zod'
import { MAX_OUTPUTS } from '../../../app/submit-task.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromTask } from '../mapping/task.ts'
import { BASE, docs } from '../paths.ts'
import { TaskIdText } from '../schemas/fields.ts'
import { TaskOut } from '../schemas/task.ts'

export const retryTask = operation({
  name: 'retryTask',
  summary: 'Retry failed or cancelled outputs',
  docs: docs('retryTask'),
  route: { by: 'path', method: 'POST', path: `${BASE}/tasks/{id}/retry` },
  request: z.strictObject({
    id: honoured(TaskIdText),
    outputs: honoured(
      z
        .array(z.int().min(0))
        .min(1)
        .max(MAX_OUTPUTS)
        .exactOptional()
        .describe('Indexes. Absent: every failed or cancelled output.'),
    ),
  }),
  response: TaskOut,
  handle: async ({ id, outputs }, { app, caller }) =>
    fromTask(await app.tasks.retry(caller.project, id, outputs)),
})
