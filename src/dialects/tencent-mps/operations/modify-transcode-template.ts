import { z } from 'zod'
import { operation } from '../../../wire/operation.ts'
import { modifyTemplate } from '../mapping/custom-templates.ts'
import { modifyTranscodeTemplateRequest } from '../schema/transcode-templates.ts'
import { docsPage, VERSION } from '../service.ts'

export const modifyTranscodeTemplate = operation({
  name: 'ModifyTranscodeTemplate',
  summary:
    'Changes the members of a custom template that are sent. Tasks already submitted keep what they had.',
  docs: docsPage('33647'),
  route: { by: 'action', action: 'ModifyTranscodeTemplate', version: VERSION },
  request: modifyTranscodeTemplateRequest,
  response: z.strictObject({}),
  limit: { count: 100, perSeconds: 1 },
  handle: async (request, { app, caller }) => {
    await modifyTemplate(app, caller, request)
    return {}
  },
})
