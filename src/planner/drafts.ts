import type { Measurement } from '../domain/analysis.ts'
import type { PlannedOutput } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import { missing } from './capabilities.ts'
import type { AnalysisWish, Draft, Drafted } from './draft.ts'
import { inputLookup } from './inputs.ts'
import { draftOutput, type MadeSpec } from './outputs/index.ts'
import { planOriginal } from './outputs/original.ts'
import type { PlanRequest } from './plan.ts'
import { pickSource, type Source } from './source.ts'
import { type Cut, resolveCut } from './time-range.ts'
import type { VideoTarget } from './tracks.ts'
import { filterNames, videoGraph } from './video-graph.ts'

export interface Drafts {
  readonly source: Source
  readonly drafts: readonly Draft[]
  /** Outputs that are the source itself. */
  readonly originals: readonly PlannedOutput[]
  readonly refused: readonly { readonly output: number; readonly problem: Problem }[]
}

/** Each output decided by itself, or refused with the reason. */
export const draftAll = (
  { media, inputs, outputs, capabilities }: PlanRequest,
  measured: (output: number, cut: Cut, wish: AnalysisWish) => Measurement | undefined,
): Drafts => {
  const source = pickSource(media)
  const lookup = inputLookup(inputs)
  const drafts: Draft[] = []
  const refused: { output: number; problem: Problem }[] = []
  const originals: PlannedOutput[] = []
  const draft = (index: number, spec: MadeSpec): Drafted => {
    const resolved = resolveCut(spec.range, source.media)
    if ('problem' in resolved) return resolved
    const { cut } = resolved
    return draftOutput(spec, {
      ...{ index, source, cut, inputs: lookup },
      soxr: capabilities.soxr ?? false,
      measured: (wish) => measured(index, cut, wish),
    })
  }
  for (const { index, spec } of outputs) {
    if (spec.kind === 'original') {
      originals.push(planOriginal(index))
      continue
    }
    const drafted = draft(index, spec)
    const problem =
      'problem' in drafted
        ? drafted.problem
        : missing(drafted.draft, filtersOf(drafted.draft, source), capabilities)
    if (problem)
      refused.push({
        output: index,
        problem: { ...problem, path: problem.path ?? `outputs.${index}` },
      })
    else if ('draft' in drafted) drafts.push(drafted.draft)
  }
  return { source, originals, drafts, refused }
}

const filtersOf = (d: Draft, source: Source): readonly string[] => {
  const tracks = d.files.flatMap((f) => f.tracks)
  const targets = tracks.flatMap((t): VideoTarget[] => (t.type === 'video' ? [t.target] : []))
  const sounds = tracks.flatMap((t) => (t.type === 'audio' ? t.filters : []))
  return [
    ...(source.video && targets.length + d.pictures.length > 0
      ? filterNames(videoGraph(source.video, targets, d.pictures, () => 1))
      : []),
    ...new Set(sounds.map((filter) => filter.replace(/=.*$/, ''))),
  ]
}
