import type { Measurements } from '../domain/analysis.ts'
import type { InputPolicy } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, Plan, PlannedOutput } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { QualityMetric } from '../domain/quality.ts'
import { measuredIn } from './analyses.ts'
import { decodeGroups } from './decode-groups.ts'
import type { Draft } from './draft.ts'
import { draftAll } from './drafts.ts'
import { askedMetrics, measuredParts, possibleMetrics } from './quality.ts'
import type { Source } from './source.ts'
import { type BuiltStep, buildStep } from './step.ts'

export interface PlanRequest {
  readonly media: MediaInfo
  /** Every other file that the outputs name. */
  readonly inputs: readonly PlanInput[]
  readonly outputs: readonly { readonly index: number; readonly name: string; readonly spec: OutputSpec }[]
  readonly capabilities: Capabilities
  readonly policy: InputPolicy
  /** `all`: the quality of every picture is measured, as far as it can be. Absent: where it is asked for. */
  readonly quality?: 'asked' | 'all'
  /** What `analyses` asked for. */
  readonly measurements?: Measurements
}

/**
 * How to make the outputs from the source with the FFmpeg at hand. Outputs that cannot be made are in `refused`; the others
 * share one process per part of the source they read. Pure: equal requests give equal plans.
 */
export const plan = (request: PlanRequest): Plan => {
  const { source, unmade, drafts, refused } = draftAll(request, measuredIn(request))
  const built = decodeGroups(drafts, source).map((group, i) =>
    buildStep(`s${i}`, group, source, request.policy, request.capabilities),
  )
  return {
    steps: built.map((b) => b.step),
    outputs: [...unmade, ...drafts.flatMap((d) => plannedOutput(d, built, source, request))].sort(
      (a, b) => a.output - b.output,
    ),
    refused,
    reasons: built.map((b) => b.reason),
  }
}

const plannedOutput = (
  d: Draft,
  built: readonly BuiltStep[],
  source: Source,
  request: PlanRequest,
): readonly PlannedOutput[] => {
  const own = built.find((b) => b.step.outputs.includes(d.index))
  if (!own) return []
  const measured = measuredParts(
    ...([d, source, request.policy, wishedMetrics(d.index, request)] as const),
    request.capabilities.processors,
  )
  const reasons = [...d.reasons, ...(own.shared.get(d.index) ?? []), ...measured.reasons]
  const { index, kind } = d
  const { parts } = measured
  const warnings = [...(d.warnings ?? []), ...measured.warnings]
  return [
    { output: index, step: own.step.id, kind, parts, reasons, ...(warnings.length > 0 && { warnings }) },
  ]
}

/** What is asked for; of all that can be measured where nothing is and everything shall be. */
const wishedMetrics = (
  index: number,
  { outputs, quality, capabilities }: PlanRequest,
): readonly QualityMetric[] => {
  const spec = outputs.find((output) => output.index === index)?.spec
  return (spec && askedMetrics(spec)) ?? (quality === 'all' ? possibleMetrics(capabilities) : [])
}
