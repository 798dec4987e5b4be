import type { Measurements } from '../domain/analysis.ts'
import type { InputPolicy } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, Plan, PlannedOutput } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import { measuredIn } from './analyses.ts'
import { decodeGroups } from './decode-groups.ts'
import type { Draft } from './draft.ts'
import { draftAll } from './drafts.ts'
import { type BuiltStep, buildStep } from './step.ts'

export interface PlanRequest {
  readonly media: MediaInfo
  /** Every other file that the outputs name. */
  readonly inputs: readonly PlanInput[]
  readonly outputs: readonly { readonly index: number; readonly name: string; readonly spec: OutputSpec }[]
  readonly capabilities: Capabilities
  readonly policy: InputPolicy
  /** What `analyses` asked for. */
  readonly measurements?: Measurements
}

/**
 * How to make the outputs from the source with the FFmpeg at hand. Outputs that cannot be made are in `refused`; the others
 * share one process per part of the source they read. Pure: equal requests give equal plans.
 */
export const plan = (request: PlanRequest): Plan => {
  const { source, originals, drafts, refused } = draftAll(request, measuredIn(request))
  const canTee = request.capabilities.muxers.has('tee')
  const built = decodeGroups(drafts, source).map((group, i) =>
    buildStep(`s${i}`, group, source, request.policy, canTee),
  )
  return {
    steps: built.map((b) => b.step),
    outputs: [...originals, ...drafts.flatMap((d) => plannedOutput(d, built))].sort(
      (a, b) => a.output - b.output,
    ),
    refused,
    reasons: built.map((b) => b.reason),
  }
}

const plannedOutput = (d: Draft, built: readonly BuiltStep[]): readonly PlannedOutput[] => {
  const own = built.find((b) => b.step.outputs.includes(d.index))
  if (!own) return []
  const reasons = [...d.reasons, ...(own.shared.get(d.index) ?? [])]
  const { index, kind, parts, warnings = [] } = d
  return [
    { output: index, step: own.step.id, kind, parts, reasons, ...(warnings.length > 0 && { warnings }) },
  ]
}
