import { z } from 'zod'
import { fail } from '../../../domain/problem.ts'
import { readJson } from '../../../wire/codecs/json.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { notification } from '../schema/notification.ts'
import { text } from '../schema/scalars.ts'
import { docsPage, VERSION } from '../service.ts'

const MAX_CONTENT = 4 * 1024 * 1024

export const parseNotification = operation({
  name: 'ParseNotification',
  summary: 'Reads what this server has sent to a callback.',
  docs: docsPage('33679'),
  route: { by: 'action', action: 'ParseNotification', version: VERSION },
  request: z.strictObject({ Content: honoured(text(MAX_CONTENT)) }),
  response: notification,
  limit: { count: 20, perSeconds: 1 },
  errors: { 'malformed-request': { status: 200, code: 'InvalidParameterValue.InvalidContent' } },
  handle: async ({ Content }) => {
    const read = notification.safeParse(readJson(Buffer.from(Content)))
    if (read.success) return read.data
    throw fail('malformed-request', 'The Content is no notification of this server.', { path: 'Content' })
  },
})
