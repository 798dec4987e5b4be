import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { int } from '../schema/scalars.ts'
import { BASE, docsPage, GENERAL_LIMIT, MAX_ID } from '../service.ts'

const request = z.strictObject({ project_id: honoured(z.string()), task_id: honoured(int(1, MAX_ID)) })

export const deleteTranscodingTask = operation({
  name: 'deleteTranscodingTask',
  summary: 'Cancels a task that waits. One that runs or is over is left alone and told so.',
  docs: docsPage('mpc_04_0018'),
  route: { by: 'path', method: 'DELETE', path: `${BASE}/transcodings` },
  request,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ task_id }, { app, caller }) => {
    await app.tasks.cancel(caller.project, String(task_id), { onlyQueued: true })
    return undefined
  },
})

export const deleteTranscodingTaskByConsole = operation({
  name: 'deleteTranscodingTaskByConsole',
  summary: 'Deletes the record of a task that is over. Its outputs stay where they are.',
  docs: docsPage('DeleteTranscodingTaskByConsole'),
  route: { by: 'path', method: 'DELETE', path: `${BASE}/transcodings/task` },
  request,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ task_id }, { app, caller }) => {
    await app.tasks.remove(caller.project, String(task_id))
    return undefined
  },
})
