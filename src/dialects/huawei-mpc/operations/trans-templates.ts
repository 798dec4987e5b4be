import { z } from 'zod'
import { DomainError } from '../../../domain/problem.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { errors } from '../errors.ts'
import { pageOf } from '../mapping/pages.ts'
import {
  addTemplate,
  changeTemplate,
  describeTemplate,
  ownTemplates,
  refuseTakenName,
} from '../mapping/templates.ts'
import { PRESETS } from '../presets.ts'
import { paging, templateFields, templateId, templateIds } from '../schema/template.ts'
import { templateEntry } from '../schema/template-answers.ts'
import { BASE, DIALECT, docsPage, GENERAL_LIMIT } from '../service.ts'

const path = `${BASE}/template/transcodings`

export const createTransTemplate = operation({
  name: 'createTransTemplate',
  summary: 'Keeps transcoding parameters as a template. A part that is not given is discarded.',
  docs: docsPage('mpc_04_0022'),
  route: { by: 'path', method: 'POST', path },
  request: z.strictObject(templateFields),
  response: z.strictObject({ template_id: z.int() }),
  status: 201,
  limit: GENERAL_LIMIT,
  handle: async ({ template_name, ...parameters }, { app, caller }) => {
    await refuseTakenName(app, caller, template_name)
    return { template_id: await addTemplate(app, caller, template_name, parameters) }
  },
})

export const updateTransTemplate = operation({
  name: 'updateTransTemplate',
  summary: 'Replaces a template of the project. Tasks already taken in keep what they were given.',
  docs: docsPage('mpc_04_0024'),
  route: { by: 'path', method: 'PUT', path },
  request: z.strictObject({ ...templateFields, template_id: templateId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ template_id, template_name, ...parameters }, { app, caller }) => {
    await refuseTakenName(app, caller, template_name, template_id)
    await changeTemplate(app, caller, template_id, template_name, parameters)
    return undefined
  },
})

export const listTemplate = operation({
  name: 'listTemplate',
  summary:
    'The templates with the given ids, built-in ones among them, or a page of the project’s own, oldest first.',
  docs: docsPage('mpc_04_0025'),
  route: { by: 'path', method: 'GET', path },
  request: z.strictObject({ project_id: honoured(z.string()), template_id: templateIds(), ...paging }),
  response: z.strictObject({ template_array: z.array(templateEntry), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async ({ template_id: ids, ...asked }, { app, caller }) => {
    if (!ids?.length) {
      const own = await ownTemplates(app, caller)
      return {
        template_array: pageOf(own, asked).map((template) => describeTemplate(template, caller)),
        total: own.length,
      }
    }
    const found = await Promise.all(
      ids.map(async (id) => {
        try {
          return describeTemplate(
            await app.templates.get(caller.project, DIALECT, String(id), PRESETS),
            caller,
          )
        } catch (error) {
          if (!(error instanceof DomainError) || error.problem.code !== 'template-not-found') throw error
          const { code } = errors['template-not-found']
          return { template_id: id, error: { error_code: code, error_msg: error.problem.message } }
        }
      }),
    )
    return { template_array: found, total: found.length }
  },
})

export const deleteTemplate = operation({
  name: 'deleteTemplate',
  summary: 'Deletes a template of the project.',
  docs: docsPage('mpc_04_0023'),
  route: { by: 'path', method: 'DELETE', path },
  request: z.strictObject({ project_id: honoured(z.string()), template_id: templateId() }),
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ template_id }, { app, caller }) => {
    await app.templates.delete(caller.project, DIALECT, String(template_id), PRESETS)
    return undefined
  },
})
