import type { App, Caller } from '../../../app/app.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Template } from '../../../domain/template.ts'
import { createNumbered, customId } from '../../../wire/tencent/numbered-templates.ts'
import type { ProcessMediaRequest } from '../schema/process-media.ts'
import { MAX_CUSTOM } from './custom-templates.ts'
import { KINDS, type KindName, type KindSpecs, specsOf, type TemplateKind } from './template-kinds.ts'
import { spellTemplateTime } from './times.ts'

/** What a caller names a template by, beside its number. */
interface Labels {
  readonly Name?: string | undefined
  readonly Comment?: string | undefined
}

const NONE: ReadonlyMap<string, string> = new Map()

/** Stores a template under the next free number of its kind and answers it. @throws DomainError storage-full at the quota */
export const createOfKind = (
  kind: TemplateKind,
  app: App,
  { project }: Caller,
  { Name, Comment }: Labels,
  params: JsonObject,
): Promise<number> =>
  createNumbered(
    app,
    project,
    {
      dialect: kind.dialect,
      name: Name ?? '',
      ...(Comment ? { description: Comment } : {}),
      spec: kind.read(params),
      params,
    },
    { presets: kind.presets, quota: MAX_CUSTOM },
  )

/** Changes the members that are sent. @throws DomainError template-not-found, template-is-preset */
export const modifyOfKind = async (
  kind: TemplateKind,
  app: App,
  { project }: Caller,
  { Definition, Name, Comment }: Labels & { readonly Definition: number },
  changes: JsonObject,
): Promise<void> => {
  const id = customId(Definition, kind.presets, NONE)
  const old = await app.templates.get(project, kind.dialect, id)
  const params = { ...(old.params as JsonObject), ...changes }
  const description = Comment ?? old.description
  await app.templates.update(project, {
    ...{ dialect: kind.dialect, id, name: Name ?? old.name, spec: kind.read(params), params },
    ...(description ? { description } : {}),
  })
}

/** @throws DomainError template-not-found, template-is-preset */
export const deleteOfKind = (
  kind: TemplateKind,
  app: App,
  { project }: Caller,
  definition: number,
): Promise<void> => app.templates.delete(project, kind.dialect, customId(definition, kind.presets, NONE))

interface Filters {
  readonly Definitions?: readonly number[] | undefined
  readonly Type?: 'Preset' | 'Custom' | undefined
  readonly Name?: string | undefined
  readonly Offset?: number | undefined
  readonly Limit?: number | undefined
}
const DEFAULT_LIMIT = 10

/** The templates that pass every filter, one page of them, and how many they are in all. */
export const listOfKind = async (
  kind: TemplateKind,
  app: App,
  { project }: Caller,
  asked: Filters,
): Promise<{ readonly total: number; readonly page: readonly JsonObject[] }> => {
  const { Offset: offset = 0, Limit: limit = DEFAULT_LIMIT } = asked
  const found = (await app.templates.list(project, kind.dialect, kind.presets)).filter(
    (template) =>
      (asked.Definitions === undefined || asked.Definitions.includes(Number(template.id))) &&
      (asked.Type === undefined || asked.Type === typeOf(template)) &&
      (asked.Name === undefined || template.name.includes(asked.Name)),
  )
  return { total: found.length, page: found.slice(offset, offset + limit).map(describe) }
}

const typeOf = ({ project }: Template) => (project === undefined ? 'Preset' : 'Custom')

const describe = (template: Template): JsonObject => ({
  Definition: Number(template.id),
  Type: typeOf(template),
  Name: template.name,
  Comment: template.description ?? '',
  ...(template.params as JsonObject),
  CreateTime: spellTemplateTime(template.createdAt),
  UpdateTime: spellTemplateTime(template.updatedAt),
})

/** What every template that a request names makes, and every built-in one. What is not there is found missing later. */
export const findKindSpecs = async (
  app: App,
  { project }: Caller,
  { MediaProcessTask: tasks }: ProcessMediaRequest,
): Promise<KindSpecs> => {
  const named = {
    animation: tasks?.AnimatedGraphicTaskSet,
    byTime: tasks?.SnapshotByTimeOffsetTaskSet,
    sample: tasks?.SampleSnapshotTaskSet,
    sprite: tasks?.ImageSpriteTaskSet,
    adaptive: tasks?.AdaptiveDynamicStreamingTaskSet,
  } satisfies Record<KindName, readonly { readonly Definition: number }[] | undefined>
  const of = async (name: KindName) => {
    const { dialect, presets } = KINDS[name]
    // Most tasks name built-in templates alone.
    const own = named[name]?.some(({ Definition }) => !presets.some(({ id }) => id === String(Definition)))
    return own ? app.templates.list(project, dialect, presets) : presets
  }
  const [animation, byTime, sample, sprite, adaptive] = await Promise.all([
    ...[of('animation'), of('byTime'), of('sample'), of('sprite'), of('adaptive')],
  ])
  return specsOf({
    ...{ animation: animation ?? [], byTime: byTime ?? [], sample: sample ?? [] },
    ...{ sprite: sprite ?? [], adaptive: adaptive ?? [] },
  })
}
