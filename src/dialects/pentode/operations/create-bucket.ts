import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName } from '../schemas/fields.ts'
import { BucketOut } from '../schemas/object.ts'

export const createBucket = operation({
  name: 'createBucket',
  summary: 'Create a bucket',
  docs: docs('createBucket'),
  route: { by: 'path', method: 'PUT', path: `${BASE}/buckets/{bucket}` },
  request: z.strictObject({ bucket: honoured(BucketName) }),
  response: BucketOut,
  status: 201,
  handle: async ({ bucket }, { app }) => {
    await app.objects.createBucket(bucket)
    return { name: bucket }
  },
})
