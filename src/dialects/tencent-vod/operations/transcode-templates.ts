import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import {
  createTemplate,
  deleteTemplate,
  describeRow,
  describeTemplate,
  findTemplate,
  listTemplates,
  updateTemplate,
} from '../mapping/templates.ts'
import { int } from '../schema/scalars.ts'
import { createTemplateRequest, updateTemplateRequest } from '../schema/transcode-template.ts'
import { docsPage, LIMIT, VERSION } from '../service.ts'

const action = (name: string) => ({ by: 'action' as const, action: name, version: VERSION })
const byNumber = z.strictObject({ definition: honoured(int(1, Number.MAX_SAFE_INTEGER)) })

const parameters = {
  name: z.string(),
  container: z.string(),
  comment: z.string(),
  createTime: z.int(),
  updateTime: z.int(),
  isFiltrateVideo: z.int(),
  isFiltrateAudio: z.int(),
  video: z.record(z.string(), z.unknown()).optional(),
  audio: z.record(z.string(), z.unknown()).optional(),
}

export const createTranscodeTemplate = operation({
  name: 'CreateTranscodeTemplate',
  summary:
    'Keeps transcoding parameters under a number of their own. A task takes them as they are when it is submitted.',
  docs: docsPage(9910),
  route: action('CreateTranscodeTemplate'),
  request: createTemplateRequest,
  response: z.strictObject({ data: z.strictObject({ definition: z.int() }) }),
  limit: LIMIT,
  // The service's word for "over quota".
  errors: { 'storage-full': { status: 200, code: '4400' } },
  handle: async (request, { app, caller }) => ({
    data: { definition: await createTemplate(app, caller, request) },
  }),
})

export const updateTranscodeTemplate = operation({
  name: 'UpdateTranscodeTemplate',
  summary: 'Changes what is sent of a template of one’s own. Tasks already submitted keep what they had.',
  docs: docsPage(9911),
  route: action('UpdateTranscodeTemplate'),
  request: updateTemplateRequest,
  response: z.strictObject({}),
  limit: LIMIT,
  handle: async (request, { app, caller }) => {
    await updateTemplate(app, caller, request)
    return {}
  },
})

export const queryTranscodeTemplate = operation({
  name: 'QueryTranscodeTemplate',
  summary: 'Tells the parameters of a transcoding template, built-in or of one’s own.',
  docs: docsPage(9912),
  route: action('QueryTranscodeTemplate'),
  request: byNumber,
  response: z.strictObject(parameters),
  limit: LIMIT,
  handle: async ({ definition }, { app, caller }) =>
    describeTemplate(await findTemplate(app, caller, definition)),
})

export const queryTranscodeTemplateList = operation({
  name: 'QueryTranscodeTemplateList',
  summary: 'Lists the transcoding templates: the built-in ones that can be used here, then one’s own.',
  docs: docsPage(9913),
  route: action('QueryTranscodeTemplateList'),
  request: z.strictObject({}),
  response: z.strictObject({
    /** The list as it is documented. */
    definitionList: z.array(
      z.strictObject({
        definition: z.int(),
        name: z.string(),
        comment: z.string(),
        createTime: z.int(),
        updateTime: z.int(),
      }),
    ),
    /** The same as clients of later years read it, each with its parameters. */
    data: z.array(
      z.strictObject({ definition: z.int(), ...parameters, onPremise: z.int(), status: z.int() }),
    ),
  }),
  limit: LIMIT,
  handle: async (_, { app, caller }) => {
    const data = (await listTemplates(app, caller)).map(describeRow)
    return {
      definitionList: data.map(({ definition, name, comment, createTime, updateTime }) => ({
        ...{ definition, name, comment, createTime, updateTime },
      })),
      data,
    }
  },
})

export const deleteTranscodeTemplate = operation({
  name: 'DeleteTranscodeTemplate',
  summary: 'Deletes a template of one’s own. Tasks already submitted keep what they had.',
  docs: docsPage(9914),
  route: action('DeleteTranscodeTemplate'),
  request: byNumber,
  response: z.strictObject({}),
  limit: LIMIT,
  handle: async ({ definition }, { app, caller }) => {
    await deleteTemplate(app, caller, definition)
    return {}
  },
})
