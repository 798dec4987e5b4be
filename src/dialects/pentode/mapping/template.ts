import type { Template } from '../../../domain/template.ts'
import type { TemplateJson } from '../schemas/template.ts'
import { fromSpec } from './spec.ts'
import { isoTime } from './time.ts'

export const fromTemplate = (template: Template): TemplateJson => ({
  name: template.name,
  ...(template.description === undefined ? {} : { description: template.description }),
  preset: template.project === undefined,
  spec: fromSpec(template.spec),
  ...(template.project === undefined
    ? {}
    : { createdAt: isoTime(template.createdAt), updatedAt: isoTime(template.updatedAt) }),
})
