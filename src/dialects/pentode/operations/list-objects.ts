import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromObject } from '../mapping/object.ts'
import { BASE, docs } from '../paths.ts'
import { BucketName, wholeNumber } from '../schemas/fields.ts'
import { ObjectPage } from '../schemas/object.ts'

export const listObjects = operation({
  name: 'listObjects',
  summary: 'List objects in the order of their keys',
  docs: docs('listObjects'),
  route: { by: 'path', method: 'GET', path: `${BASE}/buckets/{bucket}/objects` },
  request: z.strictObject({
    bucket: honoured(BucketName),
    prefix: honoured(z.string().max(1024).exactOptional().describe('Only keys that begin so.')),
    after: honoured(z.string().max(1024).exactOptional().describe('Only keys behind this one.')),
    limit: honoured(wholeNumber(1, 1000).prefault(100)),
  }),
  response: ObjectPage,
  handle: async ({ bucket, ...query }, { app }) => {
    const { objects, next } = await app.objects.list(bucket, query)
    return { objects: objects.map(fromObject), ...(next === undefined ? {} : { next }) }
  },
})
