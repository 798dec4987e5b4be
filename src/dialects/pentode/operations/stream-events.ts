import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { eventReply, resumeAfter } from '../http/event-reply.ts'
import { BASE, docs } from '../paths.ts'
import { wholeNumber } from '../schemas/fields.ts'

export const streamEvents = operation({
  name: 'streamEvents',
  summary: 'Follow all tasks of the project',
  docs: docs('streamEvents'),
  route: { by: 'path', method: 'GET', path: `${BASE}/events` },
  request: z.strictObject({
    after: honoured(
      wholeNumber(0, 1e15).exactOptional().describe('Starts after this event. Absent: from now on.'),
    ),
  }),
  response: z.void(),
  produces: 'text/event-stream',
  handle: async ({ after }, call) => {
    const from = resumeAfter(call.raw, after)
    return eventReply(call, {
      project: call.caller.project,
      ...(from === undefined ? {} : { after: from }),
    })
  },
})
