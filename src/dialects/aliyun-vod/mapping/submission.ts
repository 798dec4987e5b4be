import type { Submission } from '../../../app/submit-task.ts'
import type { Asset } from '../../../domain/asset.ts'
import { type Destination, PLAIN_NUMBERS } from '../../../domain/destination.ts'
import { taskId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import type { Overridden, TranscodeTemplate } from '../schema/template.ts'
import { ADAPTIVE, type MadeDefinition, playDefinition } from './definitions.ts'
import { checkFileRegular, groupOf, templatesOf } from './group-record.ts'
import { jobIdOf } from './job-id.ts'
import { formatOf, toOutputSpec } from './output-spec.ts'
import { isPackaged, type PackageType, type Placed, packageSpec, packagesOf } from './package.ts'
import { type SubtitleOverrides, withSubtitles } from './subtitle-overrides.ts'
import type { DrawnIds, Mark } from './watermarks.ts'

export const MIDDLE_PRIORITY = 6

/** The name of a job's output tells which template made it, whatever has become of the group. */
export const outputName = (definition: MadeDefinition, templateId: string): string =>
  `${definition}-${templateId}`
export const readOutputName = (name: string): { definition: string; templateId: string } => {
  const at = name.indexOf('-')
  return { definition: name.slice(0, at), templateId: name.slice(at + 1) }
}

/**
 * The jobs of a group on a video: one for each template, and one for those that are packaged together.
 * @param first how many outputs of the task come before these @param overrides what the submission changes
 * @param marks the watermarks that the templates name
 * @throws DomainError invalid-parameter for an override of a template that the group has not, and those of `toOutputSpec`
 */
export const toOutputs = (
  group: Template,
  video: Pick<Asset, 'id' | 'source'>,
  {
    first = 0,
    overrides = [],
    subtitles = {},
    marks = new Map(),
  }: {
    readonly first?: number
    readonly overrides?: readonly Overridden[]
    readonly subtitles?: SubtitleOverrides
    readonly marks?: ReadonlyMap<string, Mark> | undefined
  } = {},
): Submission['outputs'] => {
  const templates = withSubtitles(overriddenTemplates(group, overrides), subtitles).map((each) => ({
    ...each,
    overlays: (each.template.WatermarkIds ?? []).flatMap((name) => marks.get(name)?.overlay ?? []),
  }))
  const singles = templates.filter(({ template }) => !isPackaged(template))
  const placed = (template: TranscodeTemplate, definition: MadeDefinition, at: number) => (task: string) =>
    place(template, definition, video, jobIdOf(taskId(task), first + at))
  return [
    ...singles.map(({ template, id, at, overlays }, i) => {
      const definition = template.Definition ?? 'LD'
      checkFileRegular(template.TranscodeFileRegular, `${at}.TranscodeFileRegular`)
      return {
        name: outputName(definition, id),
        template: id,
        spec: toOutputSpec(template, at, overlays),
        destination: placed(template, definition, i),
      }
    }),
    ...packagesOf(templates).map((each, i) => ({
      name: outputName(ADAPTIVE, each.type),
      spec: packageSpec(each),
      destination: placed(PACKAGED[each.type], ADAPTIVE, singles.length + i),
    })),
  ]
}

/** The names by which the templates of a group name watermarks. */
export const markNames = (group: Template): readonly string[] =>
  templatesOf(groupOf(group)).flatMap(({ WatermarkIds = [] }) => WatermarkIds)

/** What a task keeps of the watermarks of its outputs; nothing where there are none. */
export const drawnIn = (
  group: Template,
  marks: ReadonlyMap<string, Mark> = new Map(),
): { readonly Drawn?: DrawnIds } => {
  const drawn: Record<string, string[]> = {}
  for (const template of templatesOf(groupOf(group))) {
    const ids = (template.WatermarkIds ?? []).flatMap((name) => marks.get(name)?.id ?? [])
    const name = isPackaged(template)
      ? outputName(ADAPTIVE, template.PackageSetting?.PackageType ?? 'HLSPackage')
      : outputName(template.Definition ?? 'LD', template.TranscodeTemplateId)
    if (ids.length > 0) drawn[name] = [...new Set([...(drawn[name] ?? []), ...ids])]
  }
  return Object.keys(drawn).length > 0 ? { Drawn: drawn } : {}
}

const PACKAGED = {
  HLSPackage: { Type: 'VideoPackage', Container: { Format: 'm3u8' } },
  DASHPackage: { Type: 'VideoPackage', Container: { Format: 'mpd' } },
} as const satisfies Record<PackageType, TranscodeTemplate>

/** Each template as it is to be made. */
const overriddenTemplates = (
  group: Template,
  overrides: readonly Overridden[],
): readonly (Placed & { readonly id: string })[] => {
  const templates = templatesOf(groupOf(group))
  const has = ({ TranscodeTemplateId: id }: Overridden) => templates.some((t) => t.TranscodeTemplateId === id)
  const lost = overrides.findIndex((o) => !has(o))
  if (lost >= 0)
    throw fail('invalid-parameter', `The group has no template ${overrides[lost]?.TranscodeTemplateId}.`, {
      path: `OverrideParams.TranscodeTemplateList.${lost}.TranscodeTemplateId`,
    })
  return templates.map((template, i) => {
    const id = template.TranscodeTemplateId
    const change = overrides.findIndex((o) => o.TranscodeTemplateId === id)
    const at = change < 0 ? `TemplateGroupId.${i}` : `OverrideParams.TranscodeTemplateList.${change}`
    const changes = overrides[change]
    if (changes && template.Definition === 'OD')
      throw fail('invalid-parameter', 'Templates of the definition OD cannot be overridden.', { path: at })
    return { template: changes ? override(template, changes) : template, id, at }
  })
}

const NUMBERS = { ...PLAIN_NUMBERS, initial: 1, minLength: 5 }

/** In the bucket of the source, below a folder of the video's id. */
const place = (
  template: TranscodeTemplate,
  definition: MadeDefinition,
  { id, source }: Pick<Asset, 'id' | 'source'>,
  job: string,
): Destination => {
  const format = formatOf(template)
  const segmented = format === 'm3u8' || format === 'mpd'
  // The service takes the pattern for files alone.
  const stem = (
    (segmented ? undefined : template.TranscodeFileRegular) ?? '{MediaId}/{JobId}-{PlayDefinition}'
  )
    .replaceAll('{MediaId}', id)
    .replaceAll('{JobId}', job)
    .replaceAll('{PlayDefinition}', playDefinition(definition).toLowerCase())
  const at = { bucket: source.bucket, key: `${stem}.${format}` }
  if (!segmented) return at
  const name = stem.split('/').at(-1) ?? stem
  return format === 'mpd' || isPackaged(template)
    ? { ...at, parts: { rendition: `${name}/{rendition}/index.m3u8` } }
    : { ...at, parts: { segment: `${name}-{number}.ts`, numbers: NUMBERS } }
}

/** Only members that are there replace the template's. */
const override = <T extends TranscodeTemplate>(base: T, { Video, Audio, ...rest }: Overridden): T => ({
  ...base,
  ...present(rest),
  ...(Video ? { Video: { ...base.Video, ...present(Video) } } : {}),
  ...(Audio ? { Audio: { ...base.Audio, ...present(Audio) } } : {}),
})
const present = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>
