import type { Measurement } from '../domain/analysis.ts'
import type { PlannedOutput } from '../domain/plan.ts'
import type { Problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import { missing } from './capabilities.ts'
import type { AnalysisWish, AskMeasurement, Draft, Drafted } from './draft.ts'
import { heardIn } from './heard.ts'
import { type Held, heldPart } from './held.ts'
import { inputLookup } from './inputs.ts'
import { joinClips } from './join.ts'
import { joinChains } from './join-filters.ts'
import { joinedSound } from './joined-sound.ts'
import { copiesPart, isKeyless, keyCut, wantsKeys } from './key-cut.ts'
import { fromBeginning } from './late-picture.ts'
import { withLeadIn } from './lead-in.ts'
import { draftOutput, type MadeSpec } from './outputs/index.ts'
import { planOriginal, planProbe } from './outputs/original.ts'
import type { PlanRequest } from './plan.ts'
import { qualityFault } from './quality.ts'
import { pickSource, type Source } from './source.ts'
import { textFiles } from './step-files.ts'
import { withCueLead } from './subtitles/cue-lead.ts'
import type { SourcePart } from './subtitles/source-part.ts'
import { type Cut, resolveCut, round } from './time-range.ts'
import type { VideoTarget } from './tracks.ts'
import { filterNames, videoGraph } from './video-graph.ts'

export interface Drafts {
  readonly source: Source
  readonly drafts: readonly Draft[]
  /** Outputs that no step makes: the source itself, or what it is. */
  readonly unmade: readonly PlannedOutput[]
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
  const unmade: PlannedOutput[] = []
  const soxr = capabilities.soxr ?? false
  const means = { inputs: lookup, soxr, fonts: capabilities.fonts ?? [], fileOf: textFiles() }
  const draft = (index: number, spec: MadeSpec): Drafted => {
    const resolved = resolveCut(spec.range, source.media)
    if ('problem' in resolved) return resolved
    const { cut, warning } = resolved
    const place = (of: Cut) => ({
      ...{
        ...means,
        index,
        source: heardIn(source, of),
        cut: of,
        joined: false,
        cutAtKey: false,
        keyless: false,
      },
      own: { media, part: partOf(of) },
      // What is found is of the kind that was asked for.
      measured: ((wish: AnalysisWish) => measured(index, of, wish)) as AskMeasurement,
    })
    const clips = 'join' in spec ? spec.join : undefined
    if (clips) {
      const heard = joinedSound(spec, source)
      if ('problem' in heard) return heard
      const made = joinClips(clips, { source: heard.source, cut }, lookup, soxr)
      if ('problem' in made) return made
      const { joined } = made
      const whole = { whole: true, start: 0, duration: joined.source.media.duration }
      const own = { media, part: { start: cut.start, ...joined.own } }
      const drafted = draftOutput(heard.spec, { ...place(whole), source: joined.source, joined: true, own })
      return 'problem' in drafted ? drafted : warned({ draft: { ...drafted.draft, join: joined } }, warning)
    }
    const asked = place(cut)
    const led = withLeadIn(cut, source, asked.measured)
    const exact = place(withCueLead(led, spec, media, asked.measured))
    const keyless = wantsKeys(spec) && isKeyless(cut, source, asked.measured)
    const copies = cut.whole ? undefined : copiesPart(spec)
    const key = copies && keyCut(cut, source, asked.measured)
    if (key && 'problem' in key && copies === 'surely') return key
    if (key && 'cut' in key) {
      const moved = draftOutput(spec, { ...place(key.cut), cutAtKey: true })
      if (copies === 'surely' || ('draft' in moved && copiesPicture(moved.draft)))
        return warned(moved, warning, key.warning)
    }
    const held =
      (wantsKeys(spec) && !keyless ? undefined : heldPart(cut, source, asked.measured)) ??
      (spec.kind === 'stream' ? fromBeginning(cut, source) : undefined)
    if (held) {
      const drafted = draftOutput(spec, {
        ...place(held.cut),
        source: heardIn(held.source, held.cut),
        keyless,
      })
      // What is copied, or drawn from pictures beside the picture, would keep the times of what is read.
      if ('draft' in drafted && !copiesAny(drafted.draft) && !('burn' in spec && spec.burn))
        return warned(holding(drafted, held.cut.held), warning)
    }
    return warned(draftOutput(spec, { ...exact, keyless }), warning)
  }
  for (const { index, spec } of outputs) {
    if (spec.kind === 'original' || spec.kind === 'probe') {
      unmade.push(spec.kind === 'original' ? planOriginal(index) : planProbe(index))
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
  return { source, unmade, drafts, refused }
}

const partOf = ({ start, length, duration }: Cut): SourcePart => {
  const known = length ?? (duration > 0 ? duration : undefined)
  return { start, ...(known !== undefined && { length: known }), at: 0 }
}

const copiesAny = ({ files }: Draft): boolean =>
  files.some(({ tracks }) => tracks.some((track) => track.type === 'copy'))

const holding = (drafted: { readonly draft: Draft }, { first, last, rate, fill }: Held): Drafted => ({
  draft: {
    ...drafted.draft,
    reasons: [
      ...drafted.draft.reasons,
      fill
        ? `frames: the first is shown from the beginning, as the picture comes ${round(first)} s after the sound`
        : `frames: shown again at ${rate.num} a second, as one stays on screen for ${round(Math.max(first, last))} s at an end of the part`,
    ],
  },
})

const copiesPicture = ({ files }: Draft): boolean =>
  files.some(({ tracks }) => tracks.some((track) => track.type === 'copy' && track.of === 'video'))

const warned = (drafted: Drafted, ...warnings: readonly (Warning | undefined)[]): Drafted => {
  if ('problem' in drafted) return drafted
  const { draft } = drafted
  const more = warnings.filter((warning) => warning !== undefined)
  return {
    draft: {
      ...draft,
      reasons: [...draft.reasons, ...more.map(({ message }) => message)],
      warnings: [...(draft.warnings ?? []), ...more],
    },
  }
}

const filtersOf = (d: Draft, source: Source): readonly string[] => {
  const tracks = d.files.flatMap((f) => f.tracks)
  const targets = tracks.flatMap((t): VideoTarget[] => (t.type === 'video' ? [t.target] : []))
  const sounds = tracks.flatMap((t) => (t.type === 'audio' ? [t.filters] : []))
  const { video } = d.join?.source ?? source
  const held = d.cut.held && { held: d.cut.held }
  const picture = targets.length + d.pictures.length > 0
  return [
    ...(d.join ? filterNames(joinChains(d.join, { picture, sounds }).join(';')) : []),
    ...(video && picture
      ? (targets.length > 0 ? [false] : [false, true]).flatMap((keysOnly) =>
          filterNames(videoGraph({ ...video, ...held, keysOnly }, targets, d.pictures, () => 1)),
        )
      : []),
    ...new Set(sounds.flat().map((filter) => filter.replace(/=.*$/, ''))),
  ]
}
