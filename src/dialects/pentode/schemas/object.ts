import { z } from 'zod'
import { IsoTimeOut, listOf } from './fields.ts'

/** What is known of a stored object. */
export const ObjectOut = z
  .object({
    bucket: z.string(),
    key: z.string(),
    size: z.number(),
    modifiedAt: IsoTimeOut,
    etag: z.string(),
    contentType: z.string(),
    url: z.string(),
  })
  .meta({ id: 'Object' })
export type ObjectJson = z.input<typeof ObjectOut>

export const LinkOut = z.object({ url: z.string() }).meta({ id: 'Link' })

export const ObjectPage = z
  .object({
    objects: listOf(ObjectOut),
    next: z.string().optional().describe('Give it back as `after`. Absent: there are no more.'),
  })
  .meta({ id: 'ObjectPage' })

export const BucketOut = z.object({ name: z.string() }).meta({ id: 'Bucket' })
export const BucketList = z.object({ buckets: listOf(BucketOut) }).meta({ id: 'BucketList' })
