import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { createOfKind, deleteOfKind, listOfKind, modifyOfKind } from '../mapping/kind-templates.ts'
import { KINDS, type TemplateKind } from '../mapping/template-kinds.ts'
import { int, optionalChoice, optionalInt, optionalList, optionalText } from '../schema/scalars.ts'
import { names } from '../schema/transcode-templates.ts'
import { VERSION } from '../service.ts'

const LIMIT = { count: 100, perSeconds: 1 }

/** The parameters of a request as they came: they are kept like that. */
const sent = (params: unknown): JsonObject => {
  const { Definition: _, Name: _2, Comment: _3, ...rest } = params as JsonObject
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
}

/** All four actions on the templates of a kind. */
const actionsOf = (kind: TemplateKind): readonly AnyOperation[] => {
  const docs = `https://www.tencentcloud.com/document/api/1041/33690#${kind.name}Template`
  const common = (action: string) => ({
    ...{ name: action, docs, limit: LIMIT },
    route: { by: 'action' as const, action, version: VERSION },
  })
  const changes = Object.fromEntries(
    Object.entries(kind.needed).map(([name, schema]) => [name, (schema as z.ZodType).optional()]),
  )
  return [
    operation({
      ...common(`Create${kind.name}Template`),
      summary:
        'Keeps parameters under a number of their own. A task takes them as they are when it is submitted.',
      request: z.strictObject({ ...kind.needed, ...kind.free, ...names }),
      response: z.strictObject({ Definition: z.int() }),
      errors: { 'storage-full': { status: 200, code: 'LimitExceeded.TooMuchTemplate' } },
      handle: async ({ Name, Comment }, { app, caller, params }) => ({
        Definition: await createOfKind(kind, app, caller, { Name, Comment }, sent(params)),
      }),
    }),
    operation({
      ...common(`Modify${kind.name}Template`),
      summary: 'Changes the members of a custom template that are sent. Tasks already submitted keep theirs.',
      request: z.strictObject({ Definition: honoured(int(1)), ...changes, ...kind.free, ...names }),
      response: z.strictObject({}),
      handle: async ({ Definition, Name, Comment }, { app, caller, params }) => {
        await modifyOfKind(kind, app, caller, { Definition, Name, Comment }, sent(params))
        return {}
      },
    }),
    operation({
      ...common(`Delete${kind.name}Template`),
      summary: 'Removes a custom template. Tasks already submitted keep what they took from it.',
      request: z.strictObject({ Definition: honoured(int(1)) }),
      response: z.strictObject({}),
      errors: {
        'template-is-preset': { status: 200, code: 'InvalidParameterValue.DeleteDefaultTemplate' },
      },
      handle: async ({ Definition }, { app, caller }) => {
        await deleteOfKind(kind, app, caller, Definition)
        return {}
      },
    }),
    operation({
      ...common(`Describe${kind.name}Templates`),
      summary: 'Lists templates: the built-in ones, then custom ones.',
      request: z.strictObject({
        Definitions: honoured(optionalList(int(0), 100)),
        Type: honoured(optionalChoice(['Preset', 'Custom'])),
        Name: honoured(optionalText(64)),
        Offset: honoured(optionalInt(0)),
        Limit: honoured(optionalInt(1, 100)),
      }),
      response: z.strictObject({
        TotalCount: z.int(),
        [`${kind.name}TemplateSet`]: z.array(z.record(z.string(), z.unknown())),
      }),
      handle: async (asked, { app, caller }) => {
        const { total, page } = await listOfKind(kind, app, caller, asked)
        return { TotalCount: total, [`${kind.name}TemplateSet`]: [...page] }
      },
    }),
  ]
}

export const kindTemplates: readonly AnyOperation[] = Object.values(KINDS).flatMap(actionsOf)
