import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { operation } from '../../../wire/operation.ts'
import { createTemplate } from '../mapping/custom-templates.ts'
import { createTranscodeTemplateRequest } from '../schema/transcode-templates.ts'
import { docsPage, VERSION } from '../service.ts'

export const createTranscodeTemplate = operation({
  name: 'CreateTranscodeTemplate',
  summary:
    'Keeps transcoding parameters under a number of their own. A task takes them as they are when it is submitted.',
  docs: docsPage('33671'),
  route: { by: 'action', action: 'CreateTranscodeTemplate', version: VERSION },
  request: createTranscodeTemplateRequest,
  /** A number here, a text in DescribeTranscodeTemplates. */
  response: z.strictObject({ Definition: z.int() }),
  limit: { count: 100, perSeconds: 1 },
  errors: { 'storage-full': { status: 200, code: 'LimitExceeded.TooMuchTemplate' } },
  handle: async (request, { app, caller, params }) => ({
    Definition: await createTemplate(app, caller, request, params as JsonObject),
  }),
})
