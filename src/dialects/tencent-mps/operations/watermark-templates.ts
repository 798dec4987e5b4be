import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import {
  createWatermark,
  deleteWatermark,
  describeWatermarks,
  modifyWatermark,
} from '../mapping/watermark-templates.ts'
import {
  createWatermarkTemplateRequest,
  deleteWatermarkTemplateRequest,
  describeWatermarkTemplatesRequest,
  modifyWatermarkTemplateRequest,
  watermarkTemplate,
} from '../schema/watermark-templates.ts'
import { docsPage, VERSION } from '../service.ts'

const route = (action: string) => ({ by: 'action' as const, action, version: VERSION })
const limit = { count: 100, perSeconds: 1 }

const createWatermarkTemplate = operation({
  name: 'CreateWatermarkTemplate',
  summary:
    'Keeps a text watermark under a number of its own. A font that this server does not have is replaced by one that has all characters of the text.',
  docs: docsPage('33670'),
  route: route('CreateWatermarkTemplate'),
  request: createWatermarkTemplateRequest,
  /** Of an image alone there is an address. */
  response: z.strictObject({ Definition: z.int(), ImageUrl: z.literal('') }),
  limit,
  errors: { 'storage-full': { status: 200, code: 'LimitExceeded.TooMuchTemplate' } },
  handle: async (request, { app, caller, params }) => ({
    Definition: await createWatermark(app, caller, request, params as JsonObject),
    ImageUrl: '' as const,
  }),
})

const modifyWatermarkTemplate = operation({
  name: 'ModifyWatermarkTemplate',
  summary:
    'Changes the members of a watermark template that are sent. Tasks already submitted keep what they had.',
  docs: docsPage('33646'),
  route: route('ModifyWatermarkTemplate'),
  request: modifyWatermarkTemplateRequest,
  response: z.strictObject({ ImageUrl: z.literal('') }),
  limit,
  handle: async (request, { app, caller, params }) => {
    await modifyWatermark(app, caller, request, params as JsonObject)
    return { ImageUrl: '' as const }
  },
})

const deleteWatermarkTemplate = operation({
  name: 'DeleteWatermarkTemplate',
  summary: 'Removes a watermark template. Tasks already submitted keep what they took from it.',
  docs: docsPage('33662'),
  route: route('DeleteWatermarkTemplate'),
  request: deleteWatermarkTemplateRequest,
  response: z.strictObject({}),
  limit,
  handle: async ({ Definition }, { app, caller }) => {
    await deleteWatermark(app, caller, Definition)
    return {}
  },
})

const describeWatermarkTemplates = operation({
  name: 'DescribeWatermarkTemplates',
  summary: 'Lists watermark templates; all that are kept here are of texts.',
  docs: docsPage('33654'),
  route: route('DescribeWatermarkTemplates'),
  request: describeWatermarkTemplatesRequest,
  response: z.strictObject({ TotalCount: z.int(), WatermarkTemplateSet: z.array(watermarkTemplate) }),
  limit,
  handle: (request, { app, caller }) => describeWatermarks(app, caller, request),
})

export const watermarkTemplates: readonly AnyOperation[] = [
  createWatermarkTemplate,
  modifyWatermarkTemplate,
  deleteWatermarkTemplate,
  describeWatermarkTemplates,
]
