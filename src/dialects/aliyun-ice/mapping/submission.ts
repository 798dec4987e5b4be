import type { Submission } from '../../../app/submit-task.ts'
import type { Json } from '../../../domain/json.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import { fail } from '../../../domain/problem.ts'
import type { JobConfig } from '../schema/config.ts'
import type { SubmitRequest } from '../schema/submit.ts'
import { DIALECT } from '../service.ts'
import { placeStreamGroup } from './groups.ts'
import { inputsOf, joined } from './inputs.ts'
import { toObject } from './locations.ts'
import { partsOf } from './parts.ts'
import { taskPriority } from './pipelines.ts'
import { below, type Placed, placeOutput } from './place.ts'
import type { Templates } from './templates.ts'

/** Names of outputs lead from them back to the part of the request they came from. */
export const OUTPUT_NAMES = {
  output: (i: number): string => `output-${i}`,
  group: (g: number): string => `group-${g}`,
  groupFile: (g: number, i: number): string => `group-${g}-${i}`,
} as const

/**
 * A SubmitMediaConvertJob request as a task to be.
 * @param whole what is kept with the task @param templates parameters of every template the request names
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter, value-out-of-range, template-not-found
 */
export const toSubmission = (
  { Config, ClientToken, UserData }: SubmitRequest,
  whole: Json,
  templates: Templates,
  pipeline: Pipeline | undefined,
): Submission => {
  const { source, join } = inputsOf(Config)
  const named = (name: string, template: string | undefined, { spec, destination }: Placed, at: string) => ({
    name,
    ...(template === undefined ? {} : { template }),
    spec: joined(spec, join, at),
    destination,
  })
  const outputs = [
    ...(Config.Outputs ?? []).map((output, i) => {
      const at = `Config.Outputs.${i}`
      const target = toObject(output.OutputFile, `${at}.OutputFile`)
      return named(OUTPUT_NAMES.output(i), output.TemplateId, placeOutput(output, target, templates, at), at)
    }),
    ...(Config.OutputGroups ?? []).flatMap((group, g) => {
      const at = `Config.OutputGroups.${g}`
      if (group.GroupConfig.Type !== 'File')
        return [named(OUTPUT_NAMES.group(g), undefined, placeStreamGroup(group, templates, at), at)]
      return group.Outputs.map((output, i) => {
        const path = `${at}.Outputs.${i}`
        const target = below(group, output.OutputFileName, at)
        return named(
          OUTPUT_NAMES.groupFile(g, i),
          output.TemplateId,
          placeOutput(output, target, templates, path),
          path,
        )
      })
    }),
  ]
  if (outputs.length === 0) throw fail('missing-parameter', 'absent', { path: 'Config.Outputs' })
  return {
    dialect: DIALECT,
    request: whole,
    source,
    outputs,
    priority: taskPriority(highest(Config), pipeline),
    ...(ClientToken === undefined ? {} : { clientToken: ClientToken }),
    ...(UserData === undefined ? {} : { userData: UserData }),
    ...(pipeline === undefined ? {} : { pipeline: pipeline.id }),
  }
}

/** A task starts as a whole: with the highest priority any part of it asks for. */
const highest = (config: JobConfig): number | undefined => {
  const asked = partsOf(config).flatMap(({ Priority }) => (Priority === undefined ? [] : [Priority]))
  return asked.length === 0 ? undefined : Math.max(...asked)
}
