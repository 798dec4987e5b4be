import { z } from 'zod'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { newId } from '../mapping/groups.ts'
import { describeTemplate, findTemplate, paramsOf, templateRecord } from '../mapping/vod-templates.ts'
import {
  addRequest,
  listRequest,
  oneRequest,
  updateRequest,
  vodTemplateInfo,
} from '../schema/vod-template.ts'
import { docsPage, route, TEMPLATES_DIALECT } from '../service.ts'

const named = z.strictObject({ VodTemplateId: z.string() })
/** As it was sent: what is kept is what the caller said. */
const sent = (params: unknown): unknown => (params as { TemplateConfig?: unknown }).TemplateConfig

const add = operation({
  name: 'AddVodTemplate',
  summary:
    'Keeps what SubmitSnapshotJob (Snapshot) or SubmitDynamicImageJob (DynamicImage) is to make. The index of a WebVttSnapshot leads to single pictures, with IsSptFrag to sheets of them. The frame type intra takes key frames alone; moments that share one share a picture.',
  docs: docsPage('AddVodTemplate'),
  route: route('AddVodTemplate'),
  request: addRequest,
  response: named,
  handle: async ({ Name, TemplateType }, { app, caller, params }) => {
    const record = templateRecord(newId(), Name, TemplateType, sent(params))
    return { VodTemplateId: (await app.templates.create(caller.project, record)).id }
  },
})

const update = operation({
  name: 'UpdateVodTemplate',
  summary: 'Changes the name or the parameters of a template. Jobs taken in before keep theirs.',
  docs: docsPage('UpdateVodTemplate'),
  route: route('UpdateVodTemplate'),
  request: updateRequest,
  response: named,
  handle: async ({ VodTemplateId, Name, TemplateConfig }, { app, caller, params }) => {
    const old = await findTemplate(app, caller, VodTemplateId, 'VodTemplateId')
    const { TemplateType, TemplateConfig: kept } = paramsOf(old)
    const given = TemplateConfig === undefined ? kept : sent(params)
    const record = templateRecord(VodTemplateId, Name ?? old.name, TemplateType, given)
    return { VodTemplateId: (await app.templates.update(caller.project, record)).id }
  },
})

const get = operation({
  name: 'GetVodTemplate',
  summary: 'One template by its id.',
  docs: docsPage('GetVodTemplate'),
  route: route('GetVodTemplate'),
  request: oneRequest,
  response: z.strictObject({ VodTemplateInfo: vodTemplateInfo }),
  handle: async ({ VodTemplateId }, { app, caller }) => ({
    VodTemplateInfo: describeTemplate(await findTemplate(app, caller, VodTemplateId, 'VodTemplateId')),
  }),
})

const list = operation({
  name: 'ListVodTemplate',
  summary: 'All templates of a type.',
  docs: docsPage('ListVodTemplate'),
  route: route('ListVodTemplate'),
  request: listRequest,
  response: z.strictObject({ VodTemplateInfoList: z.array(vodTemplateInfo) }),
  handle: async ({ TemplateType }, { app, caller }) => {
    const all = await app.templates.list(caller.project, TEMPLATES_DIALECT)
    const fits = all.filter((template) => paramsOf(template).TemplateType === TemplateType)
    return { VodTemplateInfoList: fits.map(describeTemplate) }
  },
})

const remove = operation({
  name: 'DeleteVodTemplate',
  summary: 'Removes a template. Jobs taken in before keep its parameters.',
  docs: docsPage('DeleteVodTemplate'),
  route: route('DeleteVodTemplate'),
  request: oneRequest,
  response: named,
  handle: async ({ VodTemplateId }, { app, caller }) => {
    await findTemplate(app, caller, VodTemplateId, 'VodTemplateId')
    await app.templates.delete(caller.project, TEMPLATES_DIALECT, VodTemplateId)
    return { VodTemplateId }
  },
})

export const vodTemplates: readonly AnyOperation[] = [add, update, get, list, remove]
