import { z } from 'zod'
import { fail } from '../../../domain/problem.ts'
import { optionalChoice, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { pageOf, paging, splitNumbers } from '../mapping/template-pages.ts'
import { describeSystem } from '../mapping/templates.ts'
import { PRESETS, unusablePreset } from '../presets.ts'
import { systemTemplate } from '../schema/template.ts'
import { docsPage, route } from '../service.ts'

const getSystemTemplate = operation({
  name: 'GetSystemTemplate',
  summary: 'A built-in template by its id. Those of Narrowband HD are not offered.',
  docs: docsPage('GetSystemTemplate'),
  route: route('GetSystemTemplate'),
  request: z.strictObject({ TemplateId: honoured(text(64)) }),
  response: z.strictObject({ SystemTemplate: systemTemplate }),
  handle: async ({ TemplateId }) => {
    const reason = unusablePreset(TemplateId)
    if (reason !== undefined)
      throw fail('unsupported-parameter', `The template ${TemplateId} is not offered: ${reason}.`, {
        path: 'TemplateId',
      })
    const found = PRESETS.find(({ id }) => id === TemplateId)
    if (!found)
      throw fail('template-not-found', `The Template operated "${TemplateId}" cannot be found.`, {
        path: 'TemplateId',
      })
    return { SystemTemplate: describeSystem(found) }
  },
})

const listSystemTemplates = operation({
  name: 'ListSystemTemplates',
  summary: 'Lists the built-in transcoding templates by id. Other types than 1 have none here.',
  docs: docsPage('ListSystemTemplates'),
  route: route('ListSystemTemplates'),
  request: z.strictObject({
    ...paging,
    Status: honoured(optionalChoice(['Normal', 'Invisible', 'All'])),
  }),
  response: z.strictObject({ SystemTemplateList: z.array(systemTemplate), Total: z.int() }),
  handle: async (asked) => {
    const shown = asked.Status !== 'Invisible' && splitNumbers(asked.Type, 'Type').includes(1)
    const { page, total } = pageOf(asked, shown ? PRESETS : [])
    return { SystemTemplateList: page.map(describeSystem), Total: total }
  },
})

export const systemTemplates: readonly AnyOperation[] = [getSystemTemplate, listSystemTemplates]
