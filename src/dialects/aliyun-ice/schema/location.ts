import { z } from 'zod'
import { choice, optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'

/** Where a file is. `Url` is another spelling of `Media` in the service's own example. */
export const location = z
  .strictObject({
    Type: honoured(choice(['OSS'], { Media: 'there is no media library here; name an OSS object' })),
    Media: honoured(optionalText(2048)),
    Url: honoured(optionalText(2048)),
  })
  .superRefine(({ Media, Url }, context) => {
    if (Media === undefined && Url === undefined)
      context.addIssue({
        ...{ code: 'custom', path: ['Media'], message: 'absent' },
        params: { problem: 'missing-parameter' },
      })
  })
export type Location = z.output<typeof location>
