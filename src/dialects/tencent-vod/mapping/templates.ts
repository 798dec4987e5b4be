import type { App, Caller } from '../../../app/app.ts'
import type { Json } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { createNumbered, customId } from '../../../wire/tencent/numbered-templates.ts'
import { DEFAULT_DEFINITIONS, PRESETS, UNUSABLE_PRESETS } from '../presets.ts'
import {
  type CreateTemplateRequest,
  type Parameters,
  readParameters,
  type UpdateTemplateRequest,
} from '../schema/transcode-template.ts'
import { DIALECT, TEMPLATE_QUOTA } from '../service.ts'
import { toOutputSpec } from './output-spec.ts'
import { unixTime } from './times.ts'

/** A template by its number, built-in or of the project. @throws DomainError template-not-found, unsupported-parameter */
export const findTemplate = (app: App, { project }: Caller, definition: number): Promise<Template> => {
  const reason = UNUSABLE_PRESETS.get(String(definition))
  if (reason !== undefined)
    throw fail('unsupported-parameter', `The template ${definition} cannot be used: ${reason}.`, {
      path: 'definition',
    })
  return app.templates.get(project, DIALECT, String(definition), PRESETS)
}

/** The templates of a task that names none. */
export const defaultTemplates = (): readonly Template[] =>
  DEFAULT_DEFINITIONS.map(String).flatMap((id) => PRESETS.filter((preset) => preset.id === id))

/** All of them, built-in ones first. */
export const listTemplates = (app: App, { project }: Caller): Promise<readonly Template[]> =>
  app.templates.list(project, DIALECT, PRESETS)

/** Stores a template and answers its number. @throws DomainError storage-full, and those of `toOutputSpec` */
export const createTemplate = (app: App, { project }: Caller, request: CreateTemplateRequest) => {
  const { name = '', comment = '', denoise: _, ...parameters } = request
  const spec = toOutputSpec(parameters)
  const content = { dialect: DIALECT, name, description: comment, spec, params: parameters as Json }
  return createNumbered(app, project, content, { presets: PRESETS, quota: TEMPLATE_QUOTA })
}

/** Changes what the request has; all else stays. @throws DomainError template-not-found, template-is-preset, `toOutputSpec`'s */
export const updateTemplate = async (
  app: App,
  { project }: Caller,
  { definition, name, comment, denoise: _, ...changes }: UpdateTemplateRequest,
): Promise<void> => {
  const id = customId(definition, PRESETS, UNUSABLE_PRESETS)
  const old = await app.templates.get(project, DIALECT, id)
  const parameters = merge(readParameters(old.params), changes)
  const content = {
    dialect: DIALECT,
    id,
    name: name ?? old.name,
    description: comment ?? old.description ?? '',
    spec: toOutputSpec(parameters),
    params: parameters as Json,
  }
  await app.templates.update(project, content, PRESETS)
}

/** @throws DomainError template-not-found, template-is-preset */
export const deleteTemplate = (app: App, { project }: Caller, definition: number): Promise<void> =>
  app.templates.delete(project, DIALECT, customId(definition, PRESETS, UNUSABLE_PRESETS), PRESETS)

const merge = (
  old: Parameters,
  { container, isFiltrateVideo, isFiltrateAudio, video, audio }: Omit<UpdateTemplateRequest, 'definition'>,
): Parameters => ({
  container: container ?? old.container,
  isFiltrateVideo: isFiltrateVideo ?? old.isFiltrateVideo,
  isFiltrateAudio: isFiltrateAudio ?? old.isFiltrateAudio,
  video: video || old.video ? { ...old.video, ...given(video ?? {}) } : undefined,
  audio: audio || old.audio ? { ...old.audio, ...given(audio ?? {}) } : undefined,
})

const given = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>

const flag = (on: boolean | undefined): 0 | 1 => (on ? 1 : 0)

/** A template's parameters; numbers where the request has words, as the service answers. */
export const describeTemplate = (template: Template) => {
  const { container, isFiltrateVideo, isFiltrateAudio, video, audio } = readParameters(template.params)
  return {
    name: template.name,
    container,
    comment: template.description ?? '',
    createTime: unixTime(template.createdAt),
    updateTime: unixTime(template.updatedAt),
    isFiltrateVideo: flag(isFiltrateVideo),
    isFiltrateAudio: flag(isFiltrateAudio),
    ...(video
      ? {
          video: {
            ...video,
            resolutionSelfAdapting: flag(video.resolutionSelfAdapting !== 'close'),
            ...(video.deinterlaced === undefined ? {} : { deinterlaced: flag(video.deinterlaced) }),
          },
        }
      : {}),
    ...(audio ? { audio } : {}),
  }
}

/** A row of the list: `onPremise` tells a built-in template, `status` one that ConvertVodFile uses. */
export const describeRow = (template: Template) => {
  const definition = Number(template.id)
  return {
    definition,
    ...describeTemplate(template),
    onPremise: flag(template.project === undefined),
    status: flag(DEFAULT_DEFINITIONS.includes(definition)),
  }
}
