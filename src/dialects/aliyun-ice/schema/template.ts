import { z } from 'zod'

export const systemTemplate = z.strictObject({
  TemplateId: z.string(),
  TemplateName: z.string(),
  Type: z.literal([1, 2, 3, 4, 5]),
  TypeName: z.enum([
    'TranscodeTemplate',
    'SnapshotTemplate',
    'DynamicImageTemplate',
    'ImageWatermarkTemplate',
    'TextWatermarkTemplate',
  ]),
  Subtype: z.int(),
  SubtypeName: z.string(),
  TemplateConfig: z.string(),
  Status: z.literal('Normal'),
})

export const customTemplate = systemTemplate.extend({
  IsDefault: z.boolean(),
  CreateTime: z.string(),
  ModifiedTime: z.string(),
})

/** The answer of an operation that has nothing to tell. */
export const done = z.strictObject({ Success: z.literal(true) })
