import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { describeVideo, SECTIONS } from '../mapping/video-info.ts'
import { fileId } from '../schema/scalars.ts'
import { docsPage, LIMIT, MAX_TASKS, VERSION } from '../service.ts'

const section = z.record(z.string(), z.unknown()).optional()

export const getVideoInfo = operation({
  name: 'GetVideoInfo',
  summary:
    'Tells what a file of the library is and what was made of it: of each template the newest result. Its addresses open for whoever has them; those of playlists open their folder.',
  docs: docsPage(8586),
  route: { by: 'action', action: 'GetVideoInfo', version: VERSION },
  request: z.strictObject({
    fileId: honoured(fileId()),
    infoFilter: honoured(
      z.preprocess(
        (value) => (typeof value === 'string' ? [value] : value),
        z.array(z.enum(SECTIONS)).max(SECTIONS.length).optional(),
      ),
    ),
  }),
  response: z.strictObject({
    basicInfo: section,
    metaData: section,
    transcodeInfo: section,
    imageSpriteInfo: section,
    sampleSnapshotInfo: z.array(z.unknown()).optional(),
    snapshotByTimeOffsetInfo: section,
    animatedGraphicsInfo: section,
  }),
  limit: LIMIT,
  handle: async (request, call) => {
    const { app, caller, signal } = call
    const asset = await app.assets.get(caller.project, request.fileId)
    const [state, tasks] = await Promise.all([
      app.assets.stateOf(asset, signal),
      app.assets.tasksOf(asset, { limit: MAX_TASKS }),
    ])
    const wanted = new Set(request.infoFilter ?? SECTIONS)
    const all = describeVideo({ asset, state, tasks, urlOf: await urlsFor(call) })
    return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name as never)))
  },
})
