import { z } from 'zod'
import { operation } from '../../../wire/operation.ts'
import { fromTemplate } from '../mapping/template.ts'
import { BASE, DIALECT, docs } from '../paths.ts'
import { presets } from '../presets.ts'
import { TemplateList } from '../schemas/template.ts'

export const listTemplates = operation({
  name: 'listTemplates',
  summary: "List presets and the project's templates",
  docs: docs('listTemplates'),
  route: { by: 'path', method: 'GET', path: `${BASE}/templates` },
  request: z.strictObject({}),
  response: TemplateList,
  handle: async (_request, { app, caller }) => ({
    templates: (await app.templates.list(caller.project, DIALECT, presets)).map(fromTemplate),
  }),
})
