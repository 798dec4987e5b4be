import type { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { createNumbered } from '../../../wire/tencent/numbered-templates.ts'
import type {
  describeWatermarkTemplatesRequest,
  modifyWatermarkTemplateRequest,
  watermarkTemplate,
} from '../schema/watermark-templates.ts'
import { textWatermark } from '../schema/watermark-templates.ts'
import type { WatermarkInput } from '../schema/watermarks.ts'
import { WATERMARKS_DIALECT as dialect } from '../service.ts'
import { MAX_CUSTOM } from './custom-templates.ts'
import { type Mark, toTextMark } from './overlays.ts'
import { spellTemplateTime } from './times.ts'

/** A watermark makes no output by itself. */
const spec = { kind: 'original' } as const

/** Kept as it was said. */
const paramsOf = ({ params }: Template): JsonObject => params as JsonObject

const OWN = ['CoordinateOrigin', 'XPos', 'YPos', 'TextTemplate']
const said = (of: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null && value !== ''))
const own = (whole: JsonObject): JsonObject => {
  const { TextTemplate, ...place } = said(
    Object.fromEntries(Object.entries(whole).filter(([name]) => OWN.includes(name))),
  )
  return { ...place, ...(TextTemplate ? { TextTemplate: said(TextTemplate as JsonObject) } : {}) }
}

/** @param whole the request as it came @throws DomainError storage-full at the quota */
export const createWatermark = (
  app: App,
  { project }: Caller,
  { Name, Comment }: { readonly Name?: string | undefined; readonly Comment?: string | undefined },
  whole: JsonObject,
): Promise<number> => {
  const content = { dialect, spec, name: Name ?? '', ...(Comment ? { description: Comment } : {}) }
  return createNumbered(app, project, { ...content, params: own(whole) }, { presets: [], quota: MAX_CUSTOM })
}

/** Changes the members that the request has. @throws DomainError template-not-found */
export const modifyWatermark = async (
  app: App,
  { project }: Caller,
  { Definition, Name, Comment }: z.output<typeof modifyWatermarkTemplateRequest>,
  whole: JsonObject,
): Promise<void> => {
  const old = await app.templates.get(project, dialect, String(Definition))
  const [before, changes] = [paramsOf(old), own(whole)]
  const TextTemplate = { ...(before.TextTemplate as JsonObject), ...(changes.TextTemplate as JsonObject) }
  const description = Comment ?? old.description
  await app.templates.update(project, {
    ...{ dialect, spec, id: old.id, name: Name ?? old.name },
    ...(description ? { description } : {}),
    params: { ...before, ...changes, TextTemplate },
  })
}

/** @throws DomainError template-not-found */
export const deleteWatermark = (app: App, { project }: Caller, definition: number): Promise<void> =>
  app.templates.delete(project, dialect, String(definition))

const DEFAULT_LIMIT = 10

/** The templates that pass every filter, one page of them, and how many they are in all. */
export const describeWatermarks = async (
  app: App,
  { project }: Caller,
  asked: z.output<typeof describeWatermarkTemplatesRequest>,
) => {
  const { Definitions, Type = 'text', Name = '', Offset = 0, Limit = DEFAULT_LIMIT } = asked
  const found = (await app.templates.list(project, dialect)).filter(
    ({ id, name }) =>
      Type === 'text' && (Definitions ?? [Number(id)]).includes(Number(id)) && name.includes(Name),
  )
  return {
    TotalCount: found.length,
    WatermarkTemplateSet: found.slice(Offset, Offset + Limit).map(describe),
  }
}

/** Parameters as they were said, with the service's defaults where nothing was. */
const describe = (template: Template): z.input<typeof watermarkTemplate> => {
  const params = paramsOf(template)
  const { CoordinateOrigin, XPos, YPos, TextTemplate } = textWatermark.parse(params)
  // Before it was read for drawing.
  const { FontColor } = params.TextTemplate as { readonly FontColor: string }
  return {
    Definition: Number(template.id),
    Type: 'text',
    Name: template.name,
    Comment: template.description ?? '',
    XPos: XPos ?? '0px',
    YPos: YPos ?? '0px',
    ImageTemplate: null,
    TextTemplate: {
      FontType: TextTemplate.FontType,
      FontSize: TextTemplate.FontSize,
      FontColor,
      FontAlpha: TextTemplate.FontAlpha,
      TextContent: TextTemplate.TextContent ?? null,
    },
    SvgTemplate: null,
    CreateTime: spellTemplateTime(template.createdAt),
    UpdateTime: spellTemplateTime(template.updatedAt),
    CoordinateOrigin: CoordinateOrigin ?? 'TopLeft',
  }
}

/** The watermarks that are named, by Definition; 0 names none. @throws DomainError template-not-found */
export const findMarks = async (
  app: App,
  { project }: Caller,
  inputs: readonly WatermarkInput[],
): Promise<ReadonlyMap<number, Mark>> => {
  const named = [...new Set(inputs.map(({ Definition }) => Definition))].filter((n) => n !== 0)
  const all = named.length === 0 ? [] : await app.templates.list(project, dialect)
  return new Map(
    named.map((definition) => {
      const template = all.find(({ id }) => id === String(definition))
      if (!template)
        throw fail('template-not-found', `There is no watermark template ${definition}.`, {
          path: 'Definition',
        })
      return [definition, toTextMark(textWatermark.parse(paramsOf(template)))]
    }),
  )
}
