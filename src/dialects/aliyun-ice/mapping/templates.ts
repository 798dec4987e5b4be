import type { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { textWatermark } from '../../../wire/aliyun/text-watermark.ts'
import { PRESETS, SUBTYPES, type TemplateParams, TYPE_NAMES, unusablePreset } from '../presets.ts'
import { animationConfig } from '../schema/animation.ts'
import { snapshotConfig } from '../schema/snapshot.ts'
import type { SubmitRequest } from '../schema/submit.ts'
import { type TemplateConfig, templateConfig } from '../schema/template-config.ts'
import { imageWatermark } from '../schema/watermark.ts'
import { DIALECT } from '../service.ts'
import { partsOf } from './parts.ts'
import type { MarkTemplate } from './watermarks.ts'

export const paramsOf = ({ params }: Template): TemplateParams => params as unknown as TemplateParams

/** The parameters of a template as they are worked with: a remux copies what it does not name. */
export const configOf = (template: Template): TemplateConfig => {
  const { Subtype, TemplateConfig: text } = paramsOf(template)
  const config = templateConfig.parse(JSON.parse(text))
  return Subtype === 3 ? remuxed(config) : config
}

export const remuxed = (config: TemplateConfig): TemplateConfig => ({
  ...config,
  Video: { ...config.Video, Codec: config.Video?.Codec ?? 'copy' },
  Audio: { ...config.Audio, Codec: config.Audio?.Codec ?? 'copy' },
})

/** Parameters by template id, of all kinds that a job names. */
export interface Templates {
  readonly transcoding: ReadonlyMap<string, TemplateConfig>
  readonly watermarks: ReadonlyMap<string, MarkTemplate>
}

/** @throws DomainError template-not-found, unsupported-parameter */
export const findTemplates = async (
  app: App,
  caller: Caller,
  { Config }: SubmitRequest,
): Promise<Templates> => {
  const parts = partsOf(Config)
  const marks = parts.flatMap(({ Features }) => Features?.Watermarks ?? [])
  const [transcoding, watermarks] = await Promise.all([
    findTranscoding(
      app,
      caller,
      parts.map(({ TemplateId }) => TemplateId),
    ),
    findWatermarks(
      app,
      caller,
      marks.flatMap(({ TemplateId }) => TemplateId ?? []),
    ),
  ])
  return { transcoding, watermarks }
}

const ofType = (template: Template, ...types: readonly number[]): Template => {
  if (types.includes(paramsOf(template).Type)) return template
  throw fail('invalid-parameter', `The template ${template.id} is not of type ${types.join(' or ')}.`, {
    path: 'TemplateId',
  })
}

/** Finds the parameters of a template of one type. @throws DomainError template-not-found, invalid-parameter */
const finder =
  <T extends z.ZodType>(type: number, schema: T) =>
  async (app: App, { project }: Caller, id: string): Promise<z.output<T>> => {
    const template = ofType(await app.templates.get(project, DIALECT, id, PRESETS), type)
    return schema.parse(JSON.parse(paramsOf(template).TemplateConfig))
  }
export const findSnapshotTemplate = finder(2, snapshotConfig)
export const findAnimationTemplate = finder(3, animationConfig)

const findWatermarks = async (
  app: App,
  { project }: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MarkTemplate>> => {
  const found = [...new Set(ids)].map(async (id) => {
    const { Type, TemplateConfig } = paramsOf(ofType(await app.templates.get(project, DIALECT, id), 4, 5))
    const schema = Type === 5 ? textWatermark : imageWatermark
    return [id, schema.parse(JSON.parse(TemplateConfig))] as const
  })
  return new Map(await Promise.all(found))
}

const findTranscoding = async (
  app: App,
  { project }: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TemplateConfig>> => {
  const found = [...new Set(ids)].map(async (id) => {
    const reason = unusablePreset(id)
    if (reason !== undefined)
      throw fail('unsupported-parameter', `The template ${id} cannot be used: ${reason}.`, {
        path: 'TemplateId',
      })
    return [id, configOf(ofType(await app.templates.get(project, DIALECT, id, PRESETS), 1))] as const
  })
  return new Map(await Promise.all(found))
}

/** What template queries answer in common. */
const describe = (template: Template) => {
  const { Type, Subtype, TemplateConfig: text } = paramsOf(template)
  return {
    TemplateId: template.id,
    TemplateName: template.name,
    Type,
    TypeName: TYPE_NAMES[Type],
    Subtype,
    SubtypeName: SUBTYPES[Type]?.[Subtype] ?? '',
    TemplateConfig: text,
    Status: 'Normal' as const,
  }
}
export const describeSystem = describe

export const describeCustom = (template: Template) => ({
  ...describe(template),
  IsDefault: false,
  CreateTime: spellTime(template.createdAt),
  ModifiedTime: spellTime(template.updatedAt),
})

/** The answer to a creation is the one place that names the subtype instead of numbering it. */
export const describeCreated = (template: Template) => {
  const { SubtypeName, ...rest } = describeCustom(template)
  return { ...rest, Subtype: SubtypeName }
}
