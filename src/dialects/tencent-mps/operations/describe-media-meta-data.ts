import { z } from 'zod'
import { ignored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { toSource } from '../mapping/locations.ts'
import { describeMedia } from '../mapping/meta-data.ts'
import { mediaInputInfo } from '../schema/locations.ts'
import { mediaMetaData } from '../schema/media.ts'
import { optionalChoice } from '../schema/scalars.ts'
import { docsPage, VERSION } from '../service.ts'

const SRC_FILE = { status: 200, code: 'InvalidParameterValue.SrcFile' } as const

export const describeMediaMetaData = operation({
  name: 'DescribeMediaMetaData',
  summary: 'What is in a media file, measured at once.',
  docs: docsPage('37461'),
  route: { by: 'action', action: 'DescribeMediaMetaData', version: VERSION },
  request: z.strictObject({
    InputInfo: mediaInputInfo,
    Mode: ignored(optionalChoice(['slow']), 'the time allowed for probing is the server’s'),
  }),
  response: z.strictObject({ MetaData: mediaMetaData }),
  limit: { count: 20, perSeconds: 1 },
  errors: {
    'source-unreachable': SRC_FILE,
    'object-not-found': SRC_FILE,
    'bucket-not-found': SRC_FILE,
    'invalid-object-key': SRC_FILE,
  },
  handle: async (request, { app, signal }) => ({
    MetaData: describeMedia(await app.media.inspect(toSource(request.InputInfo), signal)),
  }),
})
