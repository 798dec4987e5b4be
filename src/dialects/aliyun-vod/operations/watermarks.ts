import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { Template } from '../../../domain/template.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { defaultWatermarkId, keepDefault } from '../mapping/defaults.ts'
import { newId } from '../mapping/groups.ts'
import { describeWatermark, findWatermark, watermarkRecord } from '../mapping/watermarks.ts'
import {
  addRequest,
  listRequest,
  oneRequest,
  updateRequest,
  type WatermarkType,
  watermarkInfo,
} from '../schema/watermark.ts'
import { docsPage, route, WATERMARKS_DIALECT } from '../service.ts'

const one = z.strictObject({ WatermarkInfo: watermarkInfo })
/** As it was sent: what is kept is what the caller said. */
const sent = (params: unknown): unknown => (params as { WatermarkConfig?: unknown }).WatermarkConfig

const shown = async (watermark: Template, app: App, caller: Caller) => ({
  WatermarkInfo: describeWatermark(watermark, await defaultWatermarkId(app, caller)),
})

const add = operation({
  name: 'AddWatermark',
  summary:
    'Keeps an image or a text for templates to name. The FileUrl of an image is oss://<bucket>/<object>, its URL at aliyuncs.com, or a file of elsewhere. A font that this server does not have is replaced by one that has all characters.',
  docs: docsPage('AddWatermark'),
  route: route('AddWatermark'),
  request: addRequest,
  response: one,
  handle: async ({ Name, Type, FileUrl }, { app, caller, params }) => {
    const image = Type === 'Image' && FileUrl !== undefined ? { FileUrl } : {}
    const record = watermarkRecord(newId(), Name, { Type, ...image }, sent(params))
    const made = await app.templates.create(caller.project, record)
    return { WatermarkInfo: describeWatermark(made, undefined) }
  },
})

const update = operation({
  name: 'UpdateWatermark',
  summary: 'Changes the name and the parameters of a watermark. Jobs taken in before keep theirs.',
  docs: docsPage('UpdateWatermark'),
  route: route('UpdateWatermark'),
  request: updateRequest,
  response: one,
  handle: async ({ WatermarkId, Name }, { app, caller, params }) => {
    const old = await findWatermark(app, caller, WatermarkId)
    const kept = old.params as { Type: WatermarkType; FileUrl?: string }
    const record = watermarkRecord(WatermarkId, Name ?? old.name, kept, sent(params))
    return shown(await app.templates.update(caller.project, record), app, caller)
  },
})

const get = operation({
  name: 'GetWatermark',
  summary: 'One watermark by its id.',
  docs: docsPage('GetWatermark'),
  route: route('GetWatermark'),
  request: oneRequest,
  response: one,
  handle: async ({ WatermarkId }, { app, caller }) =>
    shown(await findWatermark(app, caller, WatermarkId), app, caller),
})

const list = operation({
  name: 'ListWatermark',
  summary: 'All watermarks of the project.',
  docs: docsPage('ListWatermark'),
  route: route('ListWatermark'),
  request: listRequest,
  response: z.strictObject({ WatermarkInfos: z.array(watermarkInfo) }),
  handle: async (_, { app, caller }) => {
    const defaultId = await defaultWatermarkId(app, caller)
    const all = await app.templates.list(caller.project, WATERMARKS_DIALECT)
    return { WatermarkInfos: all.map((each) => describeWatermark(each, defaultId)) }
  },
})

const remove = operation({
  name: 'DeleteWatermark',
  summary:
    'Removes a watermark that is not the default one; the file of an image stays. Templates that name it make nothing until they do not.',
  docs: docsPage('DeleteWatermark'),
  route: route('DeleteWatermark'),
  request: oneRequest,
  response: z.strictObject({}),
  handle: async ({ WatermarkId }, { app, caller }) => {
    await findWatermark(app, caller, WatermarkId)
    if ((await defaultWatermarkId(app, caller)) === WatermarkId)
      throw acsFail('forbidden', 'Forbidden.DefaultWatermark', 'The watermark is default.')
    await app.templates.delete(caller.project, WATERMARKS_DIALECT, WatermarkId)
    return {}
  },
})

const setDefault = operation({
  name: 'SetDefaultWatermark',
  summary: 'Makes a watermark the one that templates mean by USER_DEFAULT_WATERMARK.',
  docs: docsPage('SetDefaultWatermark'),
  route: route('SetDefaultWatermark'),
  request: oneRequest,
  response: z.strictObject({}),
  handle: async ({ WatermarkId }, { app, caller }) => {
    await keepDefault(app, caller, 'watermark', await findWatermark(app, caller, WatermarkId))
    return {}
  },
})

export const watermarks: readonly AnyOperation[] = [add, update, get, list, remove, setDefault]
