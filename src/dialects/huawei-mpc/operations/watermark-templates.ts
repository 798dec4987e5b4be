import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { pageOf } from '../mapping/pages.ts'
import { addNumbered, ownTemplates, refuseTakenName } from '../mapping/templates.ts'
import { describeWatermark, watermarkRecord } from '../mapping/watermark-templates.ts'
import { paging, templateId, templateIds } from '../schema/template.ts'
import { watermarkAnswer, watermarkFields } from '../schema/watermark-template.ts'
import { BASE, docsPage, GENERAL_LIMIT, WATERMARK_DIALECT } from '../service.ts'

const path = `${BASE}/template/watermark`

const create = operation({
  name: 'createWatermarkTemplate',
  summary:
    'Keeps where images of watermarks lie, how large they are and when they are seen. Tasks name the images.',
  docs: docsPage('mpc_04_0043'),
  route: { by: 'path', method: 'POST', path },
  request: z.strictObject(watermarkFields),
  response: z.strictObject({ template_id: z.int() }),
  status: 201,
  limit: GENERAL_LIMIT,
  handle: async ({ template_name, project_id: _, type: __, ...place }, { app, caller }) => {
    await refuseTakenName(app, caller, template_name, undefined, WATERMARK_DIALECT)
    return { template_id: await addNumbered(app, caller, (id) => watermarkRecord(id, template_name, place)) }
  },
})

const update = operation({
  name: 'updateWatermarkTemplate',
  summary: 'Replaces a watermark template. Tasks already taken in keep what they were given.',
  docs: docsPage('mpc_04_0044'),
  route: { by: 'path', method: 'PUT', path },
  request: z.strictObject({ ...watermarkFields, template_id: templateId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ template_id, template_name, project_id: _, type: __, ...place }, { app, caller }) => {
    await refuseTakenName(app, caller, template_name, template_id, WATERMARK_DIALECT)
    await app.templates.update(caller.project, watermarkRecord(template_id, template_name, place))
    return undefined
  },
})

const list = operation({
  name: 'listWatermarkTemplate',
  summary: 'The watermark templates with the given ids, or a page of all, oldest first.',
  docs: docsPage('mpc_04_0045'),
  route: { by: 'path', method: 'GET', path },
  request: z.strictObject({ project_id: honoured(z.string()), template_id: templateIds(), ...paging }),
  response: z.strictObject({ templates: z.array(watermarkAnswer), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async ({ template_id: ids, ...asked }, { app, caller }) => {
    const all = await ownTemplates(app, caller, WATERMARK_DIALECT)
    const wanted = ids?.length ? all.filter(({ id }) => ids.includes(Number(id))) : all
    const page = ids?.length ? wanted : pageOf(wanted, asked)
    return { templates: page.map(describeWatermark), total: wanted.length }
  },
})

const remove = operation({
  name: 'deleteWatermarkTemplate',
  summary: 'Deletes a watermark template. Tasks already taken in keep what it said.',
  docs: docsPage('mpc_04_0046'),
  route: { by: 'path', method: 'DELETE', path },
  request: z.strictObject({ project_id: honoured(z.string()), template_id: templateId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ template_id }, { app, caller }) => {
    await app.templates.delete(caller.project, WATERMARK_DIALECT, String(template_id))
    return undefined
  },
})

export const watermarkTemplates: readonly AnyOperation[] = [create, list, update, remove]
