import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { createGroup, deleteGroup, describeGroup, listGroups, updateGroup } from '../mapping/groups.ts'
import { pageOf } from '../mapping/pages.ts'
import { text } from '../schema/scalars.ts'
import { groupFields, paging, texts } from '../schema/template.ts'
import { groupAnswer } from '../schema/template-answers.ts'
import { BASE, docsPage, GENERAL_LIMIT } from '../service.ts'

const path = `${BASE}/template_group/transcodings`
const errors = {
  'template-exists': { status: 400, code: 'MPC.10230' },
  'template-not-found': { status: 400, code: 'MPC.10231' },
} as const
const groupId = () => honoured(text(64))

export const createTemplateGroup = operation({
  name: 'createTemplateGroup',
  summary: 'Makes one template for each picture size. Tasks name the templates, not the group.',
  docs: docsPage('CreateTemplateGroup'),
  route: { by: 'path', method: 'POST', path },
  request: z.strictObject(groupFields),
  response: z.strictObject({ template_group: groupAnswer }),
  status: 201,
  limit: GENERAL_LIMIT,
  errors,
  handle: async (request, { app, caller }) => ({
    template_group: describeGroup(await createGroup(app, caller, request)),
  }),
})

export const updateTemplateGroup = operation({
  name: 'updateTemplateGroup',
  summary: 'Replaces a group. Its templates keep their ids in order, as many as there still are.',
  docs: docsPage('UpdateTemplateGroup'),
  route: { by: 'path', method: 'PUT', path },
  request: z.strictObject({ ...groupFields, group_id: groupId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  errors,
  handle: async ({ group_id, ...request }, { app, caller }) => {
    await updateGroup(app, caller, group_id, request)
    return undefined
  },
})

export const listTemplateGroup = operation({
  name: 'listTemplateGroup',
  summary: 'The groups with the given ids or names, or a page of all, oldest first.',
  docs: docsPage('ListTemplateGroup'),
  route: { by: 'path', method: 'GET', path },
  request: z.strictObject({
    project_id: honoured(z.string()),
    group_id: texts(),
    group_name: texts(),
    ...paging,
  }),
  response: z.strictObject({ template_group_list: z.array(groupAnswer), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async ({ group_id: ids, group_name: names, ...asked }, { app, caller }) => {
    const all = await listGroups(app, caller)
    const wanted = all.filter((group) =>
      ids?.length ? ids.includes(group.group_id) : !names?.length || names.includes(group.name),
    )
    return { template_group_list: pageOf(wanted, asked).map(describeGroup), total: wanted.length }
  },
})

export const deleteTemplateGroup = operation({
  name: 'deleteTemplateGroup',
  summary: 'Deletes a group and its templates.',
  docs: docsPage('DeleteTemplateGroup'),
  route: { by: 'path', method: 'DELETE', path },
  request: z.strictObject({ project_id: honoured(z.string()), group_id: groupId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  errors,
  handle: async ({ group_id }, { app, caller }) => {
    await deleteGroup(app, caller, group_id)
    return undefined
  },
})
