import { z } from 'zod'
import { MAX_CLIPS } from '../../../domain/join-spec.ts'
import { honoured, stored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { CONCAT_TYPES, concatOutputs } from '../mapping/concat.ts'
import { readyFile } from '../mapping/library.ts'
import { taskOn } from '../mapping/process-file.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { fileId, text } from '../schema/scalars.ts'
import { DIALECT, docsPage, LIMIT, VERSION } from '../service.ts'

export const concatVideo = operation({
  name: 'ConcatVideo',
  summary:
    'Joins files of the library in their order, in the size, rate and sound of the first. An MP4 becomes a file of the library itself; a playlist has an address alone.',
  docs: docsPage(7821),
  route: { by: 'action', action: 'ConcatVideo', version: VERSION },
  request: z.strictObject({
    srcFileList: z
      .array(z.strictObject({ fileId: honoured(fileId()) }))
      .min(2)
      .max(1 + MAX_CLIPS),
    name: stored(text(255)),
    dstType: honoured(z.array(z.enum(CONCAT_TYPES)).min(1).max(CONCAT_TYPES.length)),
  }),
  response: z.strictObject({ vodTaskId: z.string() }),
  limit: LIMIT,
  handle: async ({ srcFileList, dstType }, { app, caller, params, signal }) => {
    const files = await Promise.all(
      srcFileList.map((source) => readyFile(app, caller, source.fileId, signal)),
    )
    const [first, ...others] = files
    if (!first) throw new Error('a list of two has a first')
    const outputs = concatOutputs(
      dstType,
      first.measured.media,
      others.map(({ asset }) => asset),
    )
    const task = await app.tasks.submit(caller.project, {
      dialect: DIALECT,
      ...taskOn(first.asset, 'ConcatVideo', params, { outputs }),
    })
    return { vodTaskId: spellTaskId('concatFile', task.id) }
  },
})
