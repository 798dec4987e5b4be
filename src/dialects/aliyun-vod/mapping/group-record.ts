import type { NewTemplate } from '../../../app/templates.ts'
import type { Json, JsonObject } from '../../../domain/json.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { type TranscodeTemplate, template } from '../schema/template.ts'
import { DIALECT } from '../service.ts'
import { toOutputSpec } from './output-spec.ts'
import { packageSpec, packagesOf } from './package.ts'

/** What is kept of a group: its templates as they were given, each with its id. */
export interface GroupParams {
  readonly Locked: 'Enabled' | 'Disabled'
  readonly TranscodeTemplateList: readonly (JsonObject & { readonly TranscodeTemplateId: string })[]
}

export const groupOf = ({ params }: Template): GroupParams => params as unknown as GroupParams

/** The templates of a group as they are worked with. */
export const templatesOf = (
  group: GroupParams,
): readonly (TranscodeTemplate & { TranscodeTemplateId: string })[] =>
  group.TranscodeTemplateList.map((given) => ({
    ...template.parse(given),
    TranscodeTemplateId: given.TranscodeTemplateId,
  }))

/**
 * A group as it is stored. Each of its templates is read once, so that a job meets no surprise. A group that makes nothing
 * leaves the source as it is.
 * @throws DomainError missing-parameter and those of `toOutputSpec`
 */
export const groupRecord = ({
  id,
  name,
  params,
}: {
  id: string
  name: string
  params: GroupParams
}): NewTemplate => {
  const templates = templatesOf(params).map((template, i) => ({ template, at: `TranscodeTemplateList.${i}` }))
  const specs = templates.map(({ template: each, at }) => {
    if (each.Type === 'SubtitlePackage') return undefined
    if (each.Definition === undefined) throw fail('missing-parameter', 'absent', { path: `${at}.Definition` })
    if (each.TemplateName === undefined)
      throw fail('missing-parameter', 'absent', { path: `${at}.TemplateName` })
    if (each.Container === undefined && each.Definition !== 'OD')
      throw fail('missing-parameter', 'absent', { path: `${at}.Container` })
    checkFileRegular(each.TranscodeFileRegular, `${at}.TranscodeFileRegular`)
    return toOutputSpec(each, at)
  })
  const packages = packagesOf(templates).map(packageSpec)
  return {
    dialect: DIALECT,
    id,
    name,
    spec: specs.find((spec) => spec !== undefined) ?? packages[0] ?? { kind: 'original' },
    params: params as unknown as Json,
  }
}

/** A pattern of output paths: below the video's own folder, so that no two videos meet. */
export const checkFileRegular = (regular: string | undefined, path: string): void => {
  if (
    regular === undefined ||
    /^\{MediaId\}(?:\/[^/]+)*\/[^/]*\{(?:JobId|PlayDefinition)\}[^/]*$/.test(regular)
  )
    return
  throw fail(
    'value-out-of-range',
    `Wrong value of the parameter "${path}": it begins with {MediaId}/ and names the file by {JobId} or {PlayDefinition}.`,
    { path },
  )
}
