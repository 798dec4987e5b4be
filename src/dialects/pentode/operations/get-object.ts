import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { objectReply } from '../http/object-reply.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName, ObjectKey } from '../schemas/fields.ts'

export const getObject = operation({
  name: 'getObject',
  summary: 'Download an object',
  docs: docs('getObject'),
  route: { by: 'path', method: 'GET', path: `${BASE}/buckets/{bucket}/objects/{key*}` },
  request: z.strictObject({ bucket: honoured(BucketName), key: honoured(ObjectKey) }),
  response: z.void(),
  produces: '*/*',
  handle: ({ bucket, key }, call) => objectReply(bucket, key, call),
})
