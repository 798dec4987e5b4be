import { z } from 'zod'
import { IsoTimeOut, listOf } from './fields.ts'
import { OutputSpecJson } from './output-spec.ts'

/** A template or preset as it is shown. */
export const TemplateOut = z
  .object({
    name: z.string(),
    description: z.string().optional(),
    preset: z.boolean().describe('Built in; it cannot be changed.'),
    spec: OutputSpecJson,
    createdAt: IsoTimeOut.optional(),
    updatedAt: IsoTimeOut.optional(),
  })
  .meta({ id: 'Template' })
export type TemplateJson = z.input<typeof TemplateOut>

export const TemplateList = z.object({ templates: listOf(TemplateOut) }).meta({ id: 'TemplateList' })
export const Description = z.string().max(1000)
