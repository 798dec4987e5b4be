import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { BASE, DIALECT, docs } from '../paths.ts'
import { presets } from '../presets.ts'
import { Name } from '../schemas/submission.ts'

export const deleteTemplate = operation({
  name: 'deleteTemplate',
  summary: 'Delete a template',
  docs: docs('deleteTemplate'),
  route: { by: 'path', method: 'DELETE', path: `${BASE}/templates/{name}` },
  request: z.strictObject({ name: honoured(Name) }),
  response: z.void(),
  status: 204,
  handle: ({ name }, { app, caller }) => app.templates.delete(caller.project, DIALECT, name, presets),
})
