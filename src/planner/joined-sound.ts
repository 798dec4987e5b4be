import type { AudioSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import { refuse } from './draft.ts'
import type { MadeSpec } from './outputs/index.ts'
import { pickTracks } from './pick-tracks.ts'
import type { Source } from './source.ts'

interface Heard {
  readonly source: Source
  readonly spec: MadeSpec
}

/**
 * Joined files have one sound: the source with the one that is wished, and the output that takes it, in as many ways as it
 * is asked for, whatever it is called there.
 */
export const joinedSound = (spec: MadeSpec, source: Source): Heard | { readonly problem: Problem } => {
  if ((spec.kind !== 'file' && spec.kind !== 'stream') || !spec.audio) return { source, spec }
  const { audio: sounds } = source.media
  if (sounds.length === 0) return { source, spec }
  const more = spec.kind === 'file' ? (spec.moreAudio ?? []) : []
  const tracks = spec.kind === 'stream' ? spec.audioTracks : undefined
  const wishes = [tracks ?? spec.audio.from, ...more.map(({ from }) => from)]
  const found = wishes.map((wish = 'default') => pickTracks(wish, sounds))
  const lost = found.find(({ picked }) => picked.length === 0)
  if (lost) return refuse('source-no-audio', `The source has no audio track ${lost.absent.join(' or ')}.`)
  const picked = found.flatMap((each) => each.picked)
  const [first, ...others] = picked
  if (others.some(({ stream }) => stream !== first?.stream))
    return refuse('unsupported-parameter', 'Files that are joined have one sound; several are asked for.')
  const heard = ({ from: _, ...audio }: AudioSpec): AudioSpec => ({
    ...(first?.language !== undefined && { language: first.language }),
    ...audio,
  })
  const made = { source: first ? { ...source, audio: first.stream } : source }
  if (spec.kind === 'file')
    return {
      ...made,
      spec: {
        ...spec,
        audio: heard(spec.audio),
        ...(spec.moreAudio && { moreAudio: spec.moreAudio.map(heard) }),
      },
    }
  const { audioTracks: __, ...rest } = spec
  return { ...made, spec: { ...rest, audio: heard(spec.audio) } }
}
