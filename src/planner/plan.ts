import type { InputPolicy } from '../domain/input-policy.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { Capabilities, Plan, PlannedOutput } from '../domain/plan.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { Problem } from '../domain/problem.ts'
import { missing } from './capabilities.ts'
import { decodeGroups } from './decode-groups.ts'
import type { Draft, Drafted } from './draft.ts'
import { type InputLookup, inputLookup } from './inputs.ts'
import { draftOutput, type MadeSpec } from './outputs/index.ts'
import { planOriginal } from './outputs/original.ts'
import { pickSource, type Source } from './source.ts'
import { type BuiltStep, buildStep } from './step.ts'
import { resolveCut } from './time-range.ts'
import type { VideoTarget } from './tracks.ts'
import { filterNames, videoGraph } from './video-graph.ts'

export interface PlanRequest {
  readonly media: MediaInfo
  /** Every other file that the outputs name. */
  readonly inputs: readonly PlanInput[]
  readonly outputs: readonly { readonly index: number; readonly name: string; readonly spec: OutputSpec }[]
  readonly capabilities: Capabilities
  readonly policy: InputPolicy
}

/**
 * How to make the outputs from the source with the FFmpeg at hand. Outputs that cannot be made are in `refused`; the others
 * share one process per part of the source they read. Pure: equal requests give equal plans.
 */
export const plan = ({ media, inputs, outputs, capabilities, policy }: PlanRequest): Plan => {
  const source = pickSource(media)
  const lookup = inputLookup(inputs)
  const drafts: Draft[] = []
  const originals: PlannedOutput[] = []
  const refused: { output: number; problem: Problem }[] = []
  for (const { index, spec } of outputs) {
    if (spec.kind === 'original') {
      originals.push(planOriginal(index))
      continue
    }
    const drafted = draft(index, spec, source, lookup)
    const problem =
      'problem' in drafted
        ? drafted.problem
        : missing(drafted.draft, filtersOf(drafted.draft, source), capabilities)
    if (problem)
      refused.push({ output: index, problem: { ...problem, path: problem.path ?? `outputs.${index}` } })
    else if ('draft' in drafted) drafts.push(drafted.draft)
  }
  const canTee = capabilities.muxers.has('tee')
  const built = decodeGroups(drafts, source).map((group, i) =>
    buildStep(`s${i}`, group, source, policy, canTee),
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
  return [{ output: d.index, step: own.step.id, kind: d.kind, parts: d.parts, reasons }]
}

const draft = (index: number, spec: MadeSpec, source: Source, inputs: InputLookup): Drafted => {
  const resolved = resolveCut(spec.range, source.media)
  return 'problem' in resolved ? resolved : draftOutput(spec, { index, source, cut: resolved.cut, inputs })
}

const filtersOf = (d: Draft, source: Source): readonly string[] => {
  const targets = d.files.flatMap((f) =>
    f.tracks.flatMap((t): VideoTarget[] => (t.type === 'video' ? [t.target] : [])),
  )
  if (!source.video || targets.length + d.pictures.length === 0) return []
  return filterNames(videoGraph(source.video, targets, d.pictures, () => 1))
}
