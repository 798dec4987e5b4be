import type { App, Caller } from '../../../app/app.ts'
import type { Json, JsonObject } from '../../../domain/json.ts'
import { createNumbered, customId } from '../../../wire/tencent/numbered-templates.ts'
import { PRESETS, UNUSABLE_PRESETS } from '../presets.ts'
import type { RawTranscodeParameter } from '../schema/transcode-parameters.ts'
import type {
  CreateTranscodeTemplateRequest,
  ModifyTranscodeTemplateRequest,
} from '../schema/transcode-templates.ts'
import { DIALECT } from '../service.ts'
import { toOutputSpec } from './output-spec.ts'
import { parametersOf } from './templates.ts'
import { overrideParameters } from './transcode-task.ts'

/** How many templates of its own a project may have: the service's quota. */
export const MAX_CUSTOM = 1000

/**
 * Stores a template under the next free number and answers it.
 * @param whole the request as it came: its parameters are kept like that
 * @throws DomainError storage-full at the quota; invalid-parameter and others of `toOutputSpec`
 */
export const createTemplate = async (
  app: App,
  { project }: Caller,
  request: CreateTranscodeTemplateRequest,
  whole: JsonObject,
): Promise<number> => {
  const content = {
    dialect: DIALECT,
    name: request.Name ?? '',
    ...(request.Comment ? { description: request.Comment } : {}),
    spec: toOutputSpec(request, undefined, ''),
    params: withoutLabels(whole),
  }
  return createNumbered(app, project, content, { presets: PRESETS, quota: MAX_CUSTOM })
}

const LABELS = ['Name', 'Comment']
const withoutLabels = (whole: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => !LABELS.includes(key)))

/**
 * Changes the members of a custom template that the request has; all others stay.
 * @throws DomainError template-not-found, template-is-preset, and those of `toOutputSpec` for what comes out
 */
export const modifyTemplate = async (
  app: App,
  { project }: Caller,
  request: ModifyTranscodeTemplateRequest,
): Promise<void> => {
  const id = customId(request.Definition, PRESETS, UNUSABLE_PRESETS)
  const old = await app.templates.get(project, DIALECT, id)
  const parameters = settle(overrideParameters(parametersOf(old), request))
  const description = request.Comment ?? old.description
  await app.templates.update(
    project,
    {
      dialect: DIALECT,
      id,
      name: request.Name ?? old.name,
      ...(description ? { description } : {}),
      spec: toOutputSpec(parameters, undefined, ''),
      params: parameters as Json,
    },
    PRESETS,
  )
}

/** @throws DomainError template-not-found, template-is-preset */
export const deleteTemplate = (app: App, { project }: Caller, definition: number): Promise<void> =>
  app.templates.delete(project, DIALECT, customId(definition, PRESETS, UNUSABLE_PRESETS), PRESETS)

/** Members of an update alone, and the values by which it takes a setting back to automatic: they leave nothing behind. */
const leavesNothing = (name: string, value: unknown): boolean =>
  value === undefined ||
  name === 'ContentAdaptStream' ||
  (name === 'Vcrf' && value === 100) ||
  (name === 'Bframes' && value === -1)

const settle = ({ VideoTemplate, AudioTemplate, ...rest }: RawTranscodeParameter): RawTranscodeParameter => {
  const kept = <T extends object>(template: T): T =>
    Object.fromEntries(Object.entries(template).filter(([name, value]) => !leavesNothing(name, value))) as T
  return {
    ...kept(rest),
    ...(VideoTemplate ? { VideoTemplate: kept(VideoTemplate) } : {}),
    ...(AudioTemplate ? { AudioTemplate: kept(AudioTemplate) } : {}),
  }
}
