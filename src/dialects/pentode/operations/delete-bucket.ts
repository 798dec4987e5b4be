import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName } from '../schemas/fields.ts'

export const deleteBucket = operation({
  name: 'deleteBucket',
  summary: 'Delete an empty bucket',
  docs: docs('deleteBucket'),
  route: { by: 'path', method: 'DELETE', path: `${BASE}/buckets/{bucket}` },
  request: z.strictObject({ bucket: honoured(BucketName) }),
  response: z.void(),
  status: 204,
  handle: ({ bucket }, { app }) => app.objects.deleteBucket(bucket),
})
