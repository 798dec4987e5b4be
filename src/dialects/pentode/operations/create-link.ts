import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName, ObjectKey, wholeNumber } from '../schemas/fields.ts'
import { LinkOut } from '../schemas/object.ts'

export const createLink = operation({
  name: 'createLink',
  summary:
    'Make an address under which players and browsers read an object without a header. That of a playlist or manifest opens its folder too',
  docs: docs('createLink'),
  route: { by: 'path', method: 'POST', path: `${BASE}/links` },
  request: z.strictObject({
    bucket: honoured(BucketName),
    key: honoured(ObjectKey),
    expiresIn: honoured(
      wholeNumber(1, 1e9)
        .exactOptional()
        .describe('Seconds. Absent: the link opens as long as the access key that made it is there.'),
    ),
  }),
  response: LinkOut,
  status: 201,
  handle: async ({ bucket, key, expiresIn }, call) => {
    await call.app.objects.stat(bucket, key)
    return { url: (await urlsFor(call))({ bucket, key }, { seconds: expiresIn }) }
  },
})
