import { z } from 'zod'
import { operation } from '../../../wire/operation.ts'
import { readyFile } from '../mapping/library.ts'
import { processOutputs, taskOn } from '../mapping/process-file.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { findTemplate } from '../mapping/templates.ts'
import { processFileRequest } from '../schema/process-file.ts'
import { DIALECT, docsPage, LIMIT, VERSION } from '../service.ts'

export const processFile = operation({
  name: 'ProcessFile',
  summary: 'Makes several things of a file of the library in one task.',
  docs: docsPage(9642),
  route: { by: 'action', action: 'ProcessFile', version: VERSION },
  request: processFileRequest,
  response: z.strictObject({ vodTaskId: z.string() }),
  limit: LIMIT,
  // A template is a parameter here: that it is not there makes the request wrong.
  errors: { 'template-not-found': { status: 200, code: '1000' } },
  handle: async (request, { app, caller, params, signal }) => {
    const { asset, measured } = await readyFile(app, caller, request.fileId, signal)
    const templates = await Promise.all(
      (request.transcode?.definition ?? []).map((definition) => findTemplate(app, caller, definition)),
    )
    const outputs = processOutputs(request, measured.media, templates)
    const task = await app.tasks.submit(caller.project, {
      dialect: DIALECT,
      ...taskOn(asset, 'ProcessFile', params, { outputs, priority: request.priority ?? 0 }),
    })
    return { vodTaskId: spellTaskId('procedure', task.id) }
  },
})
