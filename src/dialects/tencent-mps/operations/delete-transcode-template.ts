import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { deleteTemplate } from '../mapping/custom-templates.ts'
import { int } from '../schema/scalars.ts'
import { docsPage, VERSION } from '../service.ts'

export const deleteTranscodeTemplate = operation({
  name: 'DeleteTranscodeTemplate',
  summary: 'Removes a custom template. Tasks already submitted keep what they took from it.',
  docs: docsPage('33663'),
  route: { by: 'action', action: 'DeleteTranscodeTemplate', version: VERSION },
  request: z.strictObject({ Definition: honoured(int(1)) }),
  response: z.strictObject({}),
  limit: { count: 100, perSeconds: 1 },
  errors: {
    'template-is-preset': { status: 200, code: 'InvalidParameterValue.DeleteDefaultTemplate' },
  },
  handle: async (request, { app, caller }) => {
    await deleteTemplate(app, caller, request.Definition)
    return {}
  },
})
