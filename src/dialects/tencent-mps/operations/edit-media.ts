import { z } from 'zod'
import type { Json } from '../../../domain/json.ts'
import { operation } from '../../../wire/operation.ts'
import { toEdit } from '../mapping/edit-media.ts'
import { callbackOf } from '../mapping/notify.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { editMediaRequest } from '../schema/edit-media.ts'
import { docsPage, VERSION } from '../service.ts'

export const editMedia = operation({
  name: 'EditMedia',
  summary:
    'Cuts a clip out of one file, to the frame, and encodes it as H.264 (CRF 23) of the source’s size with AAC sound. Several files are joined in their order; those behind the first take on its size, rate and sound.',
  docs: docsPage('37460'),
  route: { by: 'action', action: 'EditMedia', version: VERSION },
  request: editMediaRequest,
  response: z.strictObject({ TaskId: z.string() }),
  limit: { count: 20, perSeconds: 1 },
  errors: { 'storage-full': { status: 200, code: 'FailedOperation.GenerateResource' } },
  handle: async (request, { app, caller, params }) => {
    const task = await app.tasks.submit(caller.project, {
      ...toEdit(request, params as Json),
      ...callbackOf(request.TaskNotifyConfig, caller.key),
    })
    return { TaskId: spellTaskId(task.id, 'EditMedia') }
  },
})
