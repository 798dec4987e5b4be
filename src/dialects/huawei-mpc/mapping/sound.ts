import type { AudioSpec, OutputSpec, Volume } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { TrackPick } from '../../../domain/track-choice.ts'
import { decibels } from '../../../domain/units.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import { invalid, unsupported } from './invalid.ts'

/** Where the service brings sounds to by itself; the peak is left below what players clip. */
const AUTO: Volume = { by: 'loudness', integrated: -20, truePeak: -1 }

/** What a task says of the sound of all its outputs. */
export interface Sound {
  readonly volume?: Volume
  /** One track for all, or several that each become a sound of their own. */
  readonly tracks?: readonly [TrackPick, ...TrackPick[]]
}

type Asked = Pick<CreateTranscodingRequest, 'audio_process' | 'audio_track' | 'multi_audio'>

/** @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter */
export const toSound = (request: Asked): Sound => {
  const volume = toVolume(request.audio_process)
  const one = oneTrack(request.audio_track)
  const several = severalTracks(request.multi_audio)
  if (one && several) throw invalid('audio_track.type', 'it must be 0 where multi_audio names the tracks')
  const tracks = several ?? one
  return { ...(volume ? { volume } : {}), ...(tracks ? { tracks } : {}) }
}

const toVolume = (asked: Asked['audio_process']): Volume | undefined => {
  switch (asked?.volume ?? 'original') {
    case 'auto':
      return AUTO
    case 'dynamic':
      return { by: 'gain', gain: decibels(asked?.volume_expr ?? 0) }
    case 'original':
      if (asked?.volume_expr) throw invalid('audio_process.volume', 'volume_expr needs dynamic')
      return undefined
  }
}

/** Left and right of one track are that track. */
const oneTrack = (asked: Asked['audio_track']): Sound['tracks'] => {
  if ((asked?.type ?? 0) === 0) return undefined
  const track = asked?.left ?? asked?.right
  if (track === undefined)
    throw fail('missing-parameter', 'Missing: audio_track.left.', { path: 'audio_track.left' })
  if ((asked?.right ?? track) !== track)
    throw unsupported('audio_track.right', 'two tracks are not joined into one sound; it must be left')
  return [{ track }]
}

const severalTracks = (asked: Asked['multi_audio']): Sound['tracks'] => {
  const [first, ...others] = asked?.tracks_info ?? []
  const main = asked?.default_language
  if (!first) {
    if (main === undefined) return undefined
    throw fail('missing-parameter', 'Missing: multi_audio.tracks_info.', { path: 'multi_audio.tracks_info' })
  }
  const pick = ({ language }: { readonly language?: string | undefined }, track: number): TrackPick => ({
    track,
    ...(language === undefined ? {} : { language }),
    ...(main !== undefined && language === main ? { default: true } : {}),
  })
  const picks = [pick(first, 0), ...others.map((info, i) => pick(info, i + 1))] as const
  if (main !== undefined && !picks.some((p) => p.default))
    throw invalid('multi_audio.default_language', 'it must be a language of tracks_info')
  return picks
}

/** An output with the sounds that the task asks for. @throws DomainError invalid-parameter */
export const voiced = (spec: OutputSpec, { volume, tracks }: Sound): OutputSpec => {
  if ((spec.kind !== 'file' && spec.kind !== 'stream') || !spec.audio) return spec
  if (volume && spec.audio.copy === 'always')
    throw invalid(
      'audio_process',
      'a sound that is copied keeps its volume; its output_policy must be transcode',
    )
  const audio: AudioSpec = { ...spec.audio, ...(volume ? { volume } : {}) }
  if (!tracks) return { ...spec, audio }
  const [first, ...others] = tracks
  if (others.length === 0) return { ...spec, audio: { ...audio, from: [first] } }
  if (spec.kind === 'stream') {
    if (spec.renditions.length === 0) throw invalid('multi_audio', 'a playlist of sound alone has one sound')
    // Sounds that can be chosen stand apart from the picture.
    return { ...spec, audio, audioTracks: tracks, master: true, audioPlacement: 'separate' }
  }
  if (spec.container !== 'mp4')
    throw invalid('multi_audio', `${spec.container.toUpperCase()} holds one sound alone`)
  return { ...spec, audio: alone(audio, first), moreAudio: others.map((pick) => alone(audio, pick)) }
}

const alone = (audio: AudioSpec, pick: TrackPick): AudioSpec => ({ ...audio, from: [pick] })
