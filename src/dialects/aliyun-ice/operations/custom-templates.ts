import { z } from 'zod'
import type { NewTemplate } from '../../../app/templates.ts'
import { fail } from '../../../domain/problem.ts'
import { int, json, optionalInt, optionalJson, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, stored } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { pageOf, paging, splitNumbers } from '../mapping/template-pages.ts'
import { anyConfig, isType, specOf, usualSubtype } from '../mapping/template-types.ts'
import { describeCreated, describeCustom, paramsOf } from '../mapping/templates.ts'
import { PRESETS, SUBTYPES, type TemplateType } from '../presets.ts'
import { customTemplate, done } from '../schema/template.ts'
import { DIALECT, docsPage, route } from '../service.ts'

const unsupported = (path: string, why: string) => fail('unsupported-parameter', why, { path })

/** A template to be: its parameters are read once now, so that a job meets no surprise. */
const toTemplate = (
  id: string,
  name: string,
  Type: TemplateType,
  Subtype: number,
  given: unknown,
): NewTemplate => ({
  ...{ dialect: DIALECT, id, name },
  spec: specOf(Type, Subtype, given),
  params: { Type, Subtype, TemplateConfig: typeof given === 'string' ? given : JSON.stringify(given) },
})

const createCustomTemplate = operation({
  name: 'CreateCustomTemplate',
  summary:
    'Keeps parameters under a new id: of transcoding (Type 1; subtypes 1 Normal, 2 AudioTranscode, 3 Remux), of snapshots (Type 2; subtypes 1 Normal, 2 Sprite, 3 WebVtt), of a moving picture (Type 3), of a watermark that is an image (Type 4) or text (Type 5).',
  docs: docsPage('CreateCustomTemplate'),
  route: route('CreateCustomTemplate'),
  request: z.strictObject({
    Name: stored(text(128)),
    Type: honoured(int(1, 20)),
    Subtype: honoured(optionalInt(1, 20)),
    TemplateConfig: json(anyConfig),
  }),
  response: z.strictObject({
    CustomTemplate: customTemplate.omit({ SubtypeName: true }).extend({ Subtype: z.string() }),
  }),
  handle: async (
    { Name, Type, TemplateConfig, Subtype = usualSubtype(Type, TemplateConfig) },
    { app, caller, params, requestId },
  ) => {
    if (!isType(Type))
      throw unsupported(
        'Type',
        'Templates of transcoding (Type 1), snapshots (2), animations (3), image (4) and text watermarks (5) are kept here.',
      )
    const subtypes = SUBTYPES[Type]
    if (subtypes && subtypes[Subtype] === undefined)
      throw unsupported('Subtype', `The subtypes kept here are ${Object.values(subtypes).join(', ')}.`)
    const given = (params as { TemplateConfig: unknown }).TemplateConfig
    const template = toTemplate(spellId(requestId), Name, Type, Subtype, given)
    return { CustomTemplate: describeCreated(await app.templates.create(caller.project, template)) }
  },
})

/** A request's id is new, and as long as the service's ids are. */
const spellId = (requestId: string): string => requestId.replaceAll('-', '').toLowerCase()

const getCustomTemplate = operation({
  name: 'GetCustomTemplate',
  summary: 'A custom template by its id. There are no default templates, so that a Type alone names none.',
  docs: docsPage('GetCustomTemplate'),
  route: route('GetCustomTemplate'),
  request: z.strictObject({
    TemplateId: honoured(text(64)),
    Type: ignored(optionalInt(1, 20), 'it acts only without a TemplateId, for default templates'),
    Subtype: ignored(optionalInt(1, 20), 'it acts only without a TemplateId, for default templates'),
  }),
  response: z.strictObject({ CustomTemplate: customTemplate }),
  handle: async ({ TemplateId }, { app, caller }) => ({
    CustomTemplate: describeCustom(await app.templates.get(caller.project, DIALECT, TemplateId)),
  }),
})

const listCustomTemplates = operation({
  name: 'ListCustomTemplates',
  summary:
    'Lists custom templates by id. Only templates of the types 1 to 5 are kept here: other types have none.',
  docs: docsPage('ListCustomTemplates'),
  route: route('ListCustomTemplates'),
  request: z.strictObject({ ...paging, OrderBy: ignored(optionalText(64), 'templates are listed by id') }),
  response: z.strictObject({ CustomTemplateList: z.array(customTemplate), Total: z.int() }),
  handle: async (asked, { app, caller }) => {
    const types = splitNumbers(asked.Type, 'Type')
    const all = (await app.templates.list(caller.project, DIALECT)).filter((template) =>
      types.includes(paramsOf(template).Type),
    )
    const { page, total } = pageOf(asked, all)
    return { CustomTemplateList: page.map(describeCustom), Total: total }
  },
})

const updateCustomTemplate = operation({
  name: 'UpdateCustomTemplate',
  summary: 'Changes name or parameters of a custom template. Jobs taken in before keep theirs.',
  docs: docsPage('UpdateCustomTemplate'),
  route: route('UpdateCustomTemplate'),
  request: z.strictObject({
    TemplateId: honoured(text(64)),
    Name: stored(optionalText(128)),
    TemplateConfig: optionalJson(anyConfig),
  }),
  response: done,
  handle: async ({ TemplateId, Name, TemplateConfig }, { app, caller, params }) => {
    const old = await app.templates.get(caller.project, DIALECT, TemplateId, PRESETS)
    const { Type, Subtype, TemplateConfig: kept } = paramsOf(old)
    const given = TemplateConfig ? (params as { TemplateConfig: unknown }).TemplateConfig : kept
    const template = toTemplate(TemplateId, Name ?? old.name, Type, Subtype, given)
    await app.templates.update(caller.project, template, PRESETS)
    return { Success: true as const }
  },
})

const deleteCustomTemplate = operation({
  name: 'DeleteCustomTemplate',
  summary: 'Removes a custom template. Jobs taken in before keep its parameters.',
  docs: docsPage('DeleteCustomTemplate'),
  route: route('DeleteCustomTemplate'),
  request: z.strictObject({ TemplateId: honoured(text(64)) }),
  response: done,
  handle: async ({ TemplateId }, { app, caller }) => {
    await app.templates.delete(caller.project, DIALECT, TemplateId, PRESETS)
    return { Success: true as const }
  },
})

export const customTemplates: readonly AnyOperation[] = [
  ...[createCustomTemplate, getCustomTemplate, listCustomTemplates],
  ...[updateCustomTemplate, deleteCustomTemplate],
]
