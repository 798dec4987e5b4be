import { z } from 'zod'
import type { NewTemplate } from '../../../app/templates.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import {
  optionalBool,
  optionalChoice,
  optionalJson,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { readJson } from '../../../wire/codecs/json.ts'
import { honoured, ignored, stored } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { keepDefault } from '../mapping/defaults.ts'
import { type GroupParams, groupOf, groupRecord } from '../mapping/group-record.ts'
import {
  defaultGroupId,
  describeGroup,
  describeTemplates,
  findGroup,
  findOwnGroup,
  MAX_GROUPS,
  MAX_TEMPLATES,
  newId,
  refuseLocked,
  withIds,
} from '../mapping/groups.ts'
import { PRESETS } from '../presets.ts'
import { optionalCommaList } from '../schema/lists.ts'
import { templateList } from '../schema/template.ts'
import { DIALECT, docsPage, route } from '../service.ts'

const appId = ignored(optionalText(64), 'a project is one application')
const groupId = honoured(text(64))
const given = { TranscodeTemplateGroupId: z.string() }
const head = z.strictObject({
  ...{ AppId: z.string(), Name: z.string(), TranscodeTemplateGroupId: z.string() },
  ...{ IsDefault: z.enum(['Default', 'NotDefault']), Locked: z.enum(['Enabled', 'Disabled']) },
  ...{ CreationTime: z.string(), ModifyTime: z.string() },
})
const whole = head.extend({ TranscodeTemplateList: z.array(z.record(z.string(), z.unknown())) })

/** The list as it was sent: what is kept is what the caller said. */
const sent = (params: unknown): readonly JsonObject[] => {
  const list = (params as { TranscodeTemplateList?: unknown }).TranscodeTemplateList
  const read = typeof list === 'string' ? readJson(Buffer.from(list)) : list
  return (read ?? []) as readonly JsonObject[]
}

const add = operation({
  name: 'AddTranscodeTemplateGroup',
  summary:
    'Makes a group of templates, or adds templates to one. Without templates it is one that makes nothing.',
  docs: docsPage('AddTranscodeTemplateGroup'),
  route: route('AddTranscodeTemplateGroup'),
  request: z.strictObject({
    Name: stored(optionalText(128)),
    TranscodeTemplateGroupId: honoured(optionalText(64)),
    TranscodeTemplateList: optionalJson(templateList),
    AppId: appId,
  }),
  response: z.strictObject(given),
  handle: async ({ Name, TranscodeTemplateGroupId: id, TranscodeTemplateList }, { app, caller, params }) => {
    const added = TranscodeTemplateList ? withIds(sent(params)) : []
    if (id !== undefined) {
      const old = await findOwnGroup(app, caller, id)
      const group = groupOf(old)
      refuseLocked(group)
      const list = [...group.TranscodeTemplateList, ...added]
      if (list.length > MAX_TEMPLATES)
        throw acsFail(
          'value-out-of-range',
          'TranscodeTemplateExceededMax',
          'The template transcode template config size exceeded maximum.',
        )
      const record = groupRecord({
        id,
        name: Name ?? old.name,
        params: { ...group, TranscodeTemplateList: list },
      })
      await app.templates.update(caller.project, record)
      return { TranscodeTemplateGroupId: id }
    }
    if (Name === undefined) throw fail('missing-parameter', 'absent', { path: 'Name' })
    if ((await app.templates.list(caller.project, DIALECT)).length >= MAX_GROUPS)
      throw acsFail(
        'value-out-of-range',
        // So the service spells it.
        'TrasncodeTemplateGroupExceededMax',
        'The transcode template group size exceeded maximum.',
      )
    const record = groupRecord({
      ...{ id: newId(), name: Name },
      params: { Locked: 'Disabled', TranscodeTemplateList: added },
    })
    await app.templates.create(caller.project, record)
    return { TranscodeTemplateGroupId: record.id }
  },
})

const get = operation({
  name: 'GetTranscodeTemplateGroup',
  summary: 'A group with its templates. Structures inside a template are JSON texts.',
  docs: docsPage('GetTranscodeTemplateGroup'),
  route: route('GetTranscodeTemplateGroup'),
  request: z.strictObject({ TranscodeTemplateGroupId: groupId }),
  response: z.strictObject({ TranscodeTemplateGroup: whole }),
  handle: async ({ TranscodeTemplateGroupId }, { app, caller }) => {
    const group = await findGroup(app, caller, TranscodeTemplateGroupId)
    return {
      TranscodeTemplateGroup: {
        ...describeGroup(group, await defaultGroupId(app, caller)),
        TranscodeTemplateList: describeTemplates(group),
      },
    }
  },
})

const list = operation({
  name: 'ListTranscodeTemplateGroup',
  summary: 'All groups without their templates: those that come with the server, then the project’s own.',
  docs: docsPage('ListTranscodeTemplateGroup'),
  route: route('ListTranscodeTemplateGroup'),
  request: z.strictObject({ AppId: appId }),
  response: z.strictObject({ TranscodeTemplateGroupList: z.array(head) }),
  handle: async (_, { app, caller }) => {
    const defaultId = await defaultGroupId(app, caller)
    const groups = await app.templates.list(caller.project, DIALECT, PRESETS)
    return { TranscodeTemplateGroupList: groups.map((group) => describeGroup(group, defaultId)) }
  },
})

const update = operation({
  name: 'UpdateTranscodeTemplateGroup',
  summary:
    'Changes the name, the lock, or templates of a group; members that are named replace those of the template with that id, whose definition stays. A locked group takes nothing but another lock.',
  docs: docsPage('UpdateTranscodeTemplateGroup'),
  route: route('UpdateTranscodeTemplateGroup'),
  request: z.strictObject({
    TranscodeTemplateGroupId: groupId,
    Name: stored(optionalText(128)),
    Locked: honoured(optionalChoice(['Enabled', 'Disabled'])),
    TranscodeTemplateList: optionalJson(templateList),
  }),
  response: z.strictObject(given),
  handle: async (
    { TranscodeTemplateGroupId: id, Name, Locked, TranscodeTemplateList },
    { app, caller, params },
  ) => {
    const old = await findOwnGroup(app, caller, id)
    const group = groupOf(old)
    if (Locked !== 'Disabled') refuseLocked(group)
    const changes = TranscodeTemplateList ? sent(params) : []
    const record = groupRecord({
      ...{ id, name: Name ?? old.name },
      params: { Locked: Locked ?? group.Locked, TranscodeTemplateList: changed(group, changes) },
    })
    await app.templates.update(caller.project, record)
    return { TranscodeTemplateGroupId: id }
  },
})

/** @throws DomainError missing-parameter, invalid-parameter */
const changed = (
  group: GroupParams,
  changes: readonly JsonObject[],
): GroupParams['TranscodeTemplateList'] => {
  for (const [i, { TranscodeTemplateId, Definition }] of changes.entries()) {
    const path = `TranscodeTemplateList.${i}`
    if (TranscodeTemplateId === undefined)
      throw fail('missing-parameter', 'absent', { path: `${path}.TranscodeTemplateId` })
    const before = group.TranscodeTemplateList.find((t) => t.TranscodeTemplateId === TranscodeTemplateId)
    if (!before)
      throw fail(
        'invalid-parameter',
        `The group has no template ${String(TranscodeTemplateId).slice(0, 100)}.`,
        {
          path: `${path}.TranscodeTemplateId`,
        },
      )
    if (Definition !== undefined && Definition !== before.Definition)
      throw fail('invalid-parameter', 'The definition of a template cannot be changed.', {
        path: `${path}.Definition`,
      })
  }
  return group.TranscodeTemplateList.map((before) => ({
    ...before,
    ...changes.find((t) => t.TranscodeTemplateId === before.TranscodeTemplateId),
  }))
}

const remove = operation({
  name: 'DeleteTranscodeTemplateGroup',
  summary:
    'Deletes templates of a group, or with ForceDelGroup the group. Jobs taken in before keep what they were asked.',
  docs: docsPage('DeleteTranscodeTemplateGroup'),
  route: route('DeleteTranscodeTemplateGroup'),
  request: z.strictObject({
    TranscodeTemplateGroupId: groupId,
    TranscodeTemplateIds: honoured(optionalCommaList(10)),
    ForceDelGroup: honoured(optionalBool()),
  }),
  response: z.strictObject({ NonExistTranscodeTemplateIds: z.array(z.string()) }),
  handle: async ({ TranscodeTemplateGroupId: id, TranscodeTemplateIds, ForceDelGroup }, { app, caller }) => {
    const old = await findOwnGroup(app, caller, id)
    const group = groupOf(old)
    refuseLocked(group)
    if (ForceDelGroup) {
      if (id === (await defaultGroupId(app, caller)))
        throw acsFail(
          'forbidden',
          'Forbidden.DefaultTemplateGroup',
          'The transcode template group is default.',
        )
      await app.templates.delete(caller.project, DIALECT, id)
      return { NonExistTranscodeTemplateIds: [] }
    }
    if (TranscodeTemplateIds === undefined)
      throw fail('missing-parameter', 'absent', { path: 'TranscodeTemplateIds' })
    const left = group.TranscodeTemplateList.filter(
      (t) => !TranscodeTemplateIds.includes(t.TranscodeTemplateId),
    )
    const record: NewTemplate = groupRecord({
      ...{ id, name: old.name },
      params: { ...group, TranscodeTemplateList: left },
    })
    await app.templates.update(caller.project, record)
    const known = new Set(group.TranscodeTemplateList.map((t) => t.TranscodeTemplateId))
    return { NonExistTranscodeTemplateIds: TranscodeTemplateIds.filter((each) => !known.has(each)) }
  },
})

const setDefault = operation({
  name: 'SetDefaultTranscodeTemplateGroup',
  summary: 'Makes a group the one that uploads are transcoded by which name none.',
  docs: docsPage('SetDefaultTranscodeTemplateGroup'),
  route: route('SetDefaultTranscodeTemplateGroup'),
  request: z.strictObject({ TranscodeTemplateGroupId: groupId }),
  response: z.strictObject({}),
  handle: async ({ TranscodeTemplateGroupId }, { app, caller }) => {
    await keepDefault(app, caller, 'group', await findGroup(app, caller, TranscodeTemplateGroupId))
    return {}
  },
})

export const templateGroups: readonly AnyOperation[] = [add, get, list, update, remove, setDefault]
