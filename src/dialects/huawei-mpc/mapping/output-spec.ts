import type {
  AudioSpec,
  FileSpec,
  OutputSpec,
  StreamSpec,
  TimeRange,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import { seconds } from '../../../domain/units.ts'
import type { CommonParameters, Parameters, VideoProcess } from '../schema/parameters.ts'
import { toAudioSpec } from './audio.ts'
import { invalid, unsupported } from './invalid.ts'
import { toVideoSpec } from './video.ts'

/** `common.pack_type`. */
export const PACK = { hls: 1, dash: 2, hlsAndDash: 3, mp4: 4, mp3: 5, adts: 6 } as const
const DEFAULT_SEGMENT = 5

export interface OutputContext {
  readonly process?: VideoProcess
  readonly range?: TimeRange
  /** Dotted path of the parameters in the request, for messages; empty at its top. */
  readonly at: string
}

/**
 * A template's parameters as a spec: a stream of one rendition, or one file. A part that is not given is discarded.
 * @throws DomainError invalid-parameter, unsupported-parameter
 */
export const toOutputSpec = (
  parameters: Parameters,
  { process, range, at: where }: OutputContext,
): OutputSpec => {
  const at = where === '' ? '' : `${where}.`
  const { pack_type: pack } = parameters.common
  const video = isWanted(parameters.video) ? toVideoSpec(parameters.video, process, `${at}video`) : undefined
  const audio = isWanted(parameters.audio) ? toAudioSpec(parameters.audio, `${at}audio`) : undefined
  if (!video && !audio) throw invalid(`${at}audio`, 'video and audio are both discarded')
  const cut = range === undefined ? {} : { range }
  const parts = { ...(video ? { video } : {}), ...(audio ? { audio } : {}) }
  switch (pack) {
    case PACK.mp4:
      return { kind: 'file', container: 'mp4', ...parts, ...cut }
    case PACK.mp3:
      return { ...soundFile('mp3', 'mp3', parts, at), ...cut }
    case PACK.adts:
      return { ...soundFile('adts', 'aac', parts, at), ...cut }
    default:
      return { ...streamOf(parameters, process, parts, at), ...cut }
  }
}

const isWanted = <T extends { readonly output_policy?: string | undefined }>(
  part: T | undefined,
): part is T => part !== undefined && part.output_policy !== 'discard'

interface Parts {
  readonly video?: VideoSpec
  readonly audio?: AudioSpec
}

const soundFile = (
  container: 'mp3' | 'adts',
  codec: 'mp3' | 'aac',
  { video, audio }: Parts,
  at: string,
): FileSpec => {
  const name = container.toUpperCase()
  if (video) throw invalid(`${at}video.output_policy`, `${name} holds no video: it must be discard`)
  if (audio && audio.copy !== 'always' && audio.codec !== codec)
    throw invalid(`${at}audio.codec`, `${name} needs the codec ${codec === 'mp3' ? '4 (MP3)' : '1 (AAC)'}`)
  return { kind: 'file', container, ...(audio ? { audio } : {}) }
}

const PROTOCOLS = { [PACK.hls]: 'hls', [PACK.dash]: 'dash', [PACK.hlsAndDash]: 'hls+dash' } as const

/** DASH keeps sound and picture apart in fMP4, whatever is said of HLS. */
const streamOf = (
  { common }: Parameters,
  process: VideoProcess,
  { video, audio }: Parts,
  at: string,
): StreamSpec => {
  const protocol = PROTOCOLS[common.pack_type as keyof typeof PROTOCOLS]
  const dash = protocol !== 'hls'
  const apart = dash || (video !== undefined && process?.hls_storage_type === 'separate')
  return {
    kind: 'stream',
    protocol,
    segmentFormat: dash || process?.hls_segment_type === 'fmp4' ? 'fmp4' : 'ts',
    segmentDuration: seconds(segmentDuration(common, `${at}common`)),
    master: apart,
    renditions: video ? [{ name: 'video', video }] : [],
    ...(audio ? { audio } : {}),
    audioPlacement: apart ? 'separate' : 'muxed',
  }
}

/** HLS and DASH of one set of segments have one duration. */
const segmentDuration = (
  { pack_type, hls_interval, dash_interval }: CommonParameters,
  at: string,
): number => {
  if (pack_type === PACK.hls) return hls_interval ?? DEFAULT_SEGMENT
  if (pack_type === PACK.dash) return dash_interval ?? DEFAULT_SEGMENT
  if (hls_interval && dash_interval && hls_interval !== dash_interval)
    throw unsupported(`${at}.dash_interval`, 'HLS and DASH share their segments; it must be hls_interval')
  return hls_interval ?? dash_interval ?? DEFAULT_SEGMENT
}
