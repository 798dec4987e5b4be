import type { App, Caller } from '../../../app/app.ts'
import { fail } from '../../../domain/problem.ts'
import type { Template } from '../../../domain/template.ts'
import { PRESETS, UNUSABLE_PRESETS } from '../presets.ts'
import { type RawTranscodeParameter, rawTranscodeParameter } from '../schema/transcode-parameters.ts'
import { DIALECT } from '../service.ts'

/** The service's parameters of a stored or built-in template. */
export const parametersOf = (template: Template): RawTranscodeParameter =>
  rawTranscodeParameter.parse(template.params)

/**
 * Parameters of the templates that are named, by Definition; 0 names none.
 * @throws DomainError template-not-found, unsupported-parameter for a preset that cannot be used here
 */
export const findTemplates = async (
  app: App,
  { project }: Caller,
  definitions: readonly number[],
): Promise<ReadonlyMap<number, RawTranscodeParameter>> => {
  const named = [...new Set(definitions)].filter((definition) => definition !== 0)
  const found = named.map(async (definition) => {
    const reason = UNUSABLE_PRESETS.get(String(definition))
    if (reason !== undefined)
      throw fail('unsupported-parameter', `The preset ${definition} cannot be used: ${reason}.`, {
        path: 'Definition',
      })
    return [
      definition,
      parametersOf(await app.templates.get(project, DIALECT, String(definition), PRESETS)),
    ] as const
  })
  return new Map(await Promise.all(found))
}
