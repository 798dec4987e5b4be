import { z } from 'zod'
import { honoured, stored } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromTemplate } from '../mapping/template.ts'
import { BASE, DIALECT, docs } from '../paths.ts'
import { presets } from '../presets.ts'
import { OutputSpecJson } from '../schemas/output-spec.ts'
import { Name } from '../schemas/submission.ts'
import { Description, TemplateOut } from '../schemas/template.ts'

export const updateTemplate = operation({
  name: 'updateTemplate',
  summary: "Replace a template's parameters",
  docs: docs('updateTemplate'),
  route: { by: 'path', method: 'PUT', path: `${BASE}/templates/{name}` },
  request: z.strictObject({
    name: honoured(Name),
    description: stored(Description.exactOptional()),
    spec: honoured(OutputSpecJson),
  }),
  response: TemplateOut,
  handle: async (request, { app, caller }) =>
    fromTemplate(
      await app.templates.update(caller.project, { dialect: DIALECT, id: request.name, ...request }, presets),
    ),
})
