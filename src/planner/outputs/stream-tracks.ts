import type { TrackFacts } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { StreamSpec } from '../../domain/stream-spec.ts'
import type { Warning } from '../../domain/warning.ts'
import { chooseAudio } from '../choose-tracks.ts'
import type { ContainerRule } from '../containers.ts'
import { type DraftContext, refuse } from '../draft.ts'
import { type PickedTrack, pickTracks } from '../pick-tracks.ts'
import type { Track } from '../tracks.ts'
import { SHARED_AUDIO } from './stream-fault.ts'

/** A sound of a stream, under a name that no rendition has. */
export interface SideTrack {
  readonly name: string
  readonly track: Track
  readonly facts: TrackFacts
}

interface SideTracks {
  readonly tracks: readonly SideTrack[]
  readonly reasons: readonly string[]
}

interface Sounds extends SideTracks {
  readonly warnings: readonly Warning[]
}

/** The sounds of a stream, in order. `apart`: they may be several. */
export const streamSounds = (
  spec: StreamSpec,
  ctx: DraftContext,
  rule: ContainerRule,
  place: string,
  apart: boolean,
): Sounds | { readonly problem: Problem } => {
  const { media } = ctx.source
  if (!spec.audio) return { tracks: [], reasons: [], warnings: [] }
  if (media.audio.length === 0)
    return { tracks: [], reasons: ['audio: none, the source has no sound'], warnings: [] }
  const { picked, absent } = pickTracks(spec.audioTracks ?? spec.audio.from ?? 'default', media.audio)
  if (picked.length === 0) return refuse('source-no-audio', `The source has no sound ${absent.join(' or ')}.`)
  if (picked.length > 1 && (!apart || spec.renditions.length === 0))
    return refuse(
      'unsupported-parameter',
      'Several sounds need renditions with pictures, an entry playlist, and the audio placed "separate".',
    )
  const reasons = absent.map((what) => `audio: none ${what} in the source`)
  const tracks: SideTrack[] = []
  const warnings: Warning[] = []
  const name = namer(spec, SHARED_AUDIO, picked.length)
  for (const pick of picked) {
    const choice = chooseAudio(spec.audio, ctx, rule, place, pick.stream)
    if ('problem' in choice) return choice
    warnings.push(...(choice.warnings ?? []))
    const facts = factsOf(pick)
    reasons.push(
      picked.length > 1
        ? `${facts.language ?? `track ${pick.stream.index}`}: ${choice.reason}`
        : choice.reason,
    )
    tracks.push({ name: name(pick), track: choice.track, facts })
  }
  return { tracks, reasons, warnings }
}

export const factsOf = <T>({ language, title, default: main, pick }: PickedTrack<T>): TrackFacts => ({
  ...(language !== undefined && { language }),
  ...(title !== undefined && { title }),
  default: main,
  ...(pick?.autoSelect !== undefined && { autoSelect: pick.autoSelect }),
  ...(pick?.forced !== undefined && { forced: pick.forced }),
})

/** Without a name of its own, one has the plain name, several are told apart by language or number; none takes a rendition's. */
export const namer = ({ renditions }: StreamSpec, base: string, count: number) => {
  const taken = new Set(renditions.map((r) => r.name))
  return ({ language, pick }: Pick<PickedTrack<unknown>, 'language' | 'pick'>): string => {
    const made = count === 1 ? base : `${base}-${language?.toLowerCase() ?? taken.size}`
    const wish = pick?.name ?? made
    let free = wish
    for (let n = 2; taken.has(free); n++) free = `${wish}-${n}`
    taken.add(free)
    return free
  }
}
