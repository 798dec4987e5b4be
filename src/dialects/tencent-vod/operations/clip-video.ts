import { z } from 'zod'
import { honoured, stored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { clipOutput } from '../mapping/clip.ts'
import { readyFile } from '../mapping/library.ts'
import { taskOn } from '../mapping/process-file.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { fileId, optionalNumber, text } from '../schema/scalars.ts'
import { DIALECT, docsPage, LIMIT, VERSION } from '../service.ts'

const DAYS = 7 * 86_400

export const clipVideo = operation({
  name: 'ClipVideo',
  summary: 'Cuts a part out of a file of the library. It becomes a file of the library itself, an MP4.',
  docs: docsPage(10156),
  route: { by: 'action', action: 'ClipVideo', version: VERSION },
  request: z.strictObject({
    fileId: honoured(fileId()),
    newFileName: stored(text(255)),
    startTimeOffset: honoured(optionalNumber(-DAYS, DAYS)),
    endTimeOffset: honoured(optionalNumber(-DAYS, DAYS)),
  }),
  response: z.strictObject({ vodTaskId: z.string() }),
  limit: LIMIT,
  handle: async (request, { app, caller, params, signal }) => {
    const { asset, measured } = await readyFile(app, caller, request.fileId, signal)
    const outputs = [clipOutput(request, measured.media)]
    const task = await app.tasks.submit(caller.project, {
      dialect: DIALECT,
      ...taskOn(asset, 'ClipVideo', params, { outputs }),
    })
    return { vodTaskId: spellTaskId('clipVideo', task.id) }
  },
})
