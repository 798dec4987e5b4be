import type { Measurement } from '../domain/analysis.ts'
import type { PlannedOutput } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import { missing } from './capabilities.ts'
import type { AnalysisWish, Draft, Drafted } from './draft.ts'
import { inputLookup } from './inputs.ts'
import { joinClips } from './join.ts'
import { joinChains } from './join-filters.ts'
import { draftOutput, type MadeSpec } from './outputs/index.ts'
import { planOriginal } from './outputs/original.ts'
import type { PlanRequest } from './plan.ts'
import { qualityFault } from './quality.ts'
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
    const soxr = capabilities.soxr ?? false
    const common = {
      index,
      inputs: lookup,
      soxr,
      measured: (wish: AnalysisWish) => measured(index, cut, wish),
    }
    const clips = 'join' in spec ? spec.join : undefined
    if (!clips) return draftOutput(spec, { ...common, source, cut, joined: false })
    const made = joinClips(clips, { source, cut }, lookup, soxr)
    if ('problem' in made) return made
    const { joined } = made
    const whole = { whole: true, start: 0, duration: joined.source.media.duration }
    const drafted = draftOutput(spec, { ...common, source: joined.source, cut: whole, joined: true })
    return 'problem' in drafted ? drafted : { draft: { ...drafted.draft, join: joined } }
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
        : (missing(drafted.draft, filtersOf(drafted.draft, source), capabilities) ??
          qualityFault(spec, capabilities))
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
  const sounds = tracks.flatMap((t) => (t.type === 'audio' ? [t.filters] : []))
  const { video } = d.join?.source ?? source
  const picture = targets.length + d.pictures.length > 0
  return [
    ...(d.join ? filterNames(joinChains(d.join, { picture, sounds }).join(';')) : []),
    ...(video && picture
      ? (targets.length > 0 ? [false] : [false, true]).flatMap((keysOnly) =>
          filterNames(videoGraph({ ...video, keysOnly }, targets, d.pictures, () => 1)),
        )
      : []),
    ...new Set(sounds.flat().map((filter) => filter.replace(/=.*$/, ''))),
  ]
}
