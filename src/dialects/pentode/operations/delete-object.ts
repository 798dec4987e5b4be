import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName, ObjectKey } from '../schemas/fields.ts'

export const deleteObject = operation({
  name: 'deleteObject',
  summary: 'Delete an object',
  docs: docs('deleteObject'),
  route: { by: 'path', method: 'DELETE', path: `${BASE}/buckets/{bucket}/objects/{key*}` },
  request: z.strictObject({ bucket: honoured(BucketName), key: honoured(ObjectKey) }),
  response: z.void(),
  status: 204,
  handle: ({ bucket, key }, { app }) => app.objects.delete(bucket, key),
})
