import type { AudioSpec, OutputSpec, TimeRange, VideoSpec } from '../../../domain/output-spec.ts'
import { seconds } from '../../../domain/units.ts'
import type { Parameters, VideoProcess } from '../schema/parameters.ts'
import { toAudioSpec } from './audio.ts'
import { invalid, unsupported } from './invalid.ts'
import { toVideoSpec } from './video.ts'

/** `common.pack_type`, as far as it is made here. */
export const PACK = { hls: 1, mp4: 4, mp3: 5 } as const
const DEFAULT_SEGMENT = 5

export interface OutputContext {
  readonly process?: VideoProcess
  readonly range?: TimeRange
  /** Dotted path of the parameters in the request, for messages; empty at its top. */
  readonly at: string
}

/**
 * A template's parameters as a spec: an HLS playlist of one rendition, an MP4 or an MP3 file. A part that is not given is
 * discarded.
 * @throws DomainError invalid-parameter, unsupported-parameter
 */
export const toOutputSpec = (
  parameters: Parameters,
  { process, range, at: where }: OutputContext,
): OutputSpec => {
  const at = where === '' ? '' : `${where}.`
  const { pack_type: pack, hls_interval } = parameters.common
  const video = isWanted(parameters.video) ? toVideoSpec(parameters.video, process, `${at}video`) : undefined
  const audio = isWanted(parameters.audio) ? toAudioSpec(parameters.audio, `${at}audio`) : undefined
  if (!video && !audio) throw invalid(`${at}audio`, 'video and audio are both discarded')
  const cut = range === undefined ? {} : { range }
  if (pack === PACK.mp3) return { ...mp3(video, audio, at), ...cut }
  const parts = { ...(video ? { video } : {}), ...(audio ? { audio } : {}) }
  if (pack === PACK.mp4) return { kind: 'file', container: 'mp4', ...parts, ...cut }
  if (!video)
    throw unsupported(`${at}video`, 'HLS without video is not made here; pack_type 4 or 5 holds sound alone')
  return {
    kind: 'stream',
    protocol: 'hls',
    segmentFormat: process?.hls_segment_type === 'fmp4' ? 'fmp4' : 'ts',
    segmentDuration: seconds(hls_interval ?? DEFAULT_SEGMENT),
    master: false,
    renditions: [{ name: 'video', video }],
    ...(audio ? { audio } : {}),
    audioPlacement: 'muxed',
    ...cut,
  }
}

const isWanted = <T extends { readonly output_policy?: string | undefined }>(
  part: T | undefined,
): part is T => part !== undefined && part.output_policy !== 'discard'

const mp3 = (video: VideoSpec | undefined, audio: AudioSpec | undefined, at: string) => {
  if (video) throw invalid(`${at}video.output_policy`, 'MP3 holds no video: it must be discard')
  if (audio && audio.copy !== 'always' && audio.codec !== 'mp3')
    throw invalid(`${at}audio.codec`, 'pack_type 5 (MP3) needs the codec 4 (MP3)')
  return { kind: 'file', container: 'mp3', ...(audio ? { audio } : {}) } as const
}
