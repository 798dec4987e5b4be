import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { storeObject } from '../http/store-object.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName, ObjectKey } from '../schemas/fields.ts'
import { ObjectOut } from '../schemas/object.ts'

export const putObject = operation({
  name: 'putObject',
  summary: 'Upload an object',
  docs: docs('putObject'),
  route: { by: 'path', method: 'PUT', path: `${BASE}/buckets/{bucket}/objects/{key*}` },
  request: z.strictObject({ bucket: honoured(BucketName), key: honoured(ObjectKey) }),
  response: ObjectOut,
  status: 201,
  body: 'stream',
  handle: ({ bucket, key }, call) => storeObject(bucket, key, call),
})
