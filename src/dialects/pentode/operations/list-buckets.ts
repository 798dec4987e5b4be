import { z } from 'zod'
import { operation } from '../../../wire/operation.ts'
import { BASE, docs } from '../paths.ts'
import { BucketList } from '../schemas/object.ts'

export const listBuckets = operation({
  name: 'listBuckets',
  summary: 'List buckets',
  docs: docs('listBuckets'),
  route: { by: 'path', method: 'GET', path: `${BASE}/buckets` },
  request: z.strictObject({}),
  response: BucketList,
  handle: async (_request, { app }) => ({
    buckets: (await app.objects.listBuckets()).map((name) => ({ name })),
  }),
})
