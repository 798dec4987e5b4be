import { z } from 'zod'
import type { Source } from '../../../domain/source.ts'
import { BucketName, exactlyOne, ObjectKey } from './fields.ts'

/** An object of this server, or a URL that the server fetches. */
export const SourceJson = z
  .strictObject({
    bucket: BucketName.exactOptional(),
    key: ObjectKey.exactOptional(),
    url: z
      .string()
      .max(8192)
      .regex(/^https?:\/\/[^\s]+$/i, 'not an http or https URL')
      .exactOptional(),
  })
  .superRefine((value, context) => {
    exactlyOne('bucket', 'url')(value, context)
    const partner =
      value.bucket === undefined ? value.url !== undefined && value.key !== undefined : !value.key
    if (partner)
      context.addIssue({
        code: 'custom',
        message: 'bucket and key go together',
        path: ['key'],
        params: { problem: value.key === undefined ? 'missing-parameter' : 'invalid-parameter' },
      })
  })
  .transform(
    ({ bucket, key, url }): Source =>
      url === undefined ? { from: 'object', bucket: bucket ?? '', key: key ?? '' } : { from: 'url', url },
  )
  .meta({
    id: 'Source',
    description: 'Either `bucket` and `key` of an object on this server, or the `url` of a file to fetch.',
  })

/** A source as it is shown. */
export const SourceOut = z
  .object({
    bucket: z.string().optional(),
    key: z.string().optional(),
    url: z.string().optional(),
    path: z.string().optional().describe('A file of the server; only its own command line can name one.'),
  })
  .meta({ id: 'SourceShown' })
