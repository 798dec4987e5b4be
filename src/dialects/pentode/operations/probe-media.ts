import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromMediaInfo } from '../mapping/media-info.ts'
import { BASE, docs } from '../paths.ts'
import { MediaInfoOut } from '../schemas/media-info.ts'
import { SourceJson } from '../schemas/source.ts'

export const probeMedia = operation({
  name: 'probeMedia',
  summary: 'Say what is in a media file',
  docs: docs('probeMedia'),
  route: { by: 'path', method: 'POST', path: `${BASE}/media/probe` },
  request: z.strictObject({ source: honoured(SourceJson) }),
  response: z.object({ media: MediaInfoOut }),
  handle: async ({ source }, { app, signal }) => ({
    media: fromMediaInfo(await app.media.inspect(source, signal)),
  }),
})
