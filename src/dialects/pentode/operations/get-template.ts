import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromTemplate } from '../mapping/template.ts'
import { BASE, DIALECT, docs } from '../paths.ts'
import { presets } from '../presets.ts'
import { Name } from '../schemas/submission.ts'
import { TemplateOut } from '../schemas/template.ts'

export const getTemplate = operation({
  name: 'getTemplate',
  summary: 'Get a preset or template',
  docs: docs('getTemplate'),
  route: { by: 'path', method: 'GET', path: `${BASE}/templates/{name}` },
  request: z.strictObject({ name: honoured(Name) }),
  response: TemplateOut,
  handle: async ({ name }, { app, caller }) =>
    fromTemplate(await app.templates.get(caller.project, DIALECT, name, presets)),
})
