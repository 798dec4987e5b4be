import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { readyFile } from '../mapping/library.ts'
import { defaultSample } from '../mapping/pictures.ts'
import { taskOn } from '../mapping/process-file.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { defaultTemplates } from '../mapping/templates.ts'
import { transcodeOutputs } from '../mapping/transcodes.ts'
import { NO_WATERMARKS } from '../schema/process-file.ts'
import { fileId, optionalFlag } from '../schema/scalars.ts'
import { DIALECT, docsPage, LIMIT, VERSION } from '../service.ts'

export const convertVodFile = operation({
  name: 'ConvertVodFile',
  summary:
    'Transcodes a file of the library with the default templates: 10, 20, 30, 40 (MP4) and 210, 220, 230, 240 (HLS).',
  docs: docsPage(7822),
  route: { by: 'action', action: 'ConvertVodFile', version: VERSION },
  request: z.strictObject({
    fileId: honoured(fileId()),
    isScreenshot: honoured(optionalFlag()),
    isWatermark: refused(NO_WATERMARKS, ['0', 'false', 'False']),
  }),
  response: z.strictObject({ vodTaskId: z.string() }),
  limit: LIMIT,
  handle: async (request, { app, caller, params, signal }) => {
    const { asset } = await readyFile(app, caller, request.fileId, signal)
    const outputs = [
      ...transcodeOutputs({ templates: defaultTemplates() }),
      ...(request.isScreenshot ? [defaultSample()] : []),
    ]
    const task = await app.tasks.submit(caller.project, {
      dialect: DIALECT,
      ...taskOn(asset, 'ConvertVodFile', params, { outputs }),
    })
    return { vodTaskId: spellTaskId('transcode', task.id) }
  },
})
