import type { AudioSpec, FileSpec, StreamSpec, TimeRange, VideoSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { RawTranscodeParameter, VideoTemplate } from '../schema/transcode-parameters.ts'
import { toAudioSpec } from './audio.ts'
import { toVideoSpec } from './video.ts'

type ContainerName = RawTranscodeParameter['Container']
type AudioName = AudioSpec['codec']

interface Rule {
  /** Holds sound only. */
  readonly pureAudio?: true
  readonly audio: readonly AudioName[]
  readonly video?: readonly VideoSpec['codec'][]
}

/** What each container takes; the service documents it with the Codec fields. */
const RULES: Readonly<Record<ContainerName, Rule>> = {
  mp4: {
    audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'opus'],
    video: ['h264', 'hevc', 'av1', 'vp9', 'mpeg2video'],
  },
  mov: {
    audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'pcm_s16le', 'pcm_s24le'],
    video: ['h264', 'hevc', 'mpeg2video'],
  },
  mkv: { audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'flac', 'opus', 'vorbis'] },
  webm: { audio: ['opus', 'vorbis'], video: ['vp9', 'vp8', 'av1'] },
  ts: { audio: ['aac', 'mp3', 'mp2', 'ac3', 'eac3', 'opus'], video: ['h264', 'hevc', 'mpeg2video'] },
  mxf: { audio: ['pcm_s16le', 'pcm_s24le'], video: ['h264', 'mpeg2video'] },
  flv: { audio: ['aac', 'mp3'], video: ['h264'] },
  hls: { audio: ['aac', 'mp3', 'ac3', 'eac3'], video: ['h264', 'hevc', 'av1', 'vp9'] },
  mp3: { pureAudio: true, audio: ['mp3'] },
  m4a: { pureAudio: true, audio: ['aac', 'ac3'] },
  flac: { pureAudio: true, audio: ['flac'] },
  ogg: { pureAudio: true, audio: ['flac', 'opus', 'vorbis'] },
  wav: { pureAudio: true, audio: ['pcm_s16le', 'pcm_s24le'] },
}

export const isPureAudio = (container: ContainerName): boolean => RULES[container].pureAudio === true

/** Offsets in seconds; 0 stands for the source's start and end. @throws DomainError invalid-parameter */
export const toRange = (start = 0, end = 0): TimeRange | undefined => {
  if (start === 0 && end === 0) return undefined
  // Counted from one side, they can be compared without the source.
  if (end !== 0 && end <= start && end < 0 === start < 0)
    throw fail('invalid-parameter', `EndTimeOffset (${end}) must be after StartTimeOffset (${start}).`, {
      path: 'EndTimeOffset',
    })
  return { start: seconds(start), ...(end === 0 ? {} : { end: seconds(end) }) }
}

/**
 * Whole transcoding parameters as a spec: an HLS playlist of one rendition for `hls`, one file for every other container.
 * @param at dotted path of the parameters in the request, for messages; empty when they are the request itself
 * @throws DomainError missing-parameter, invalid-parameter, unsupported-parameter, value-out-of-range
 */
export const toOutputSpec = (
  parameters: RawTranscodeParameter,
  range: TimeRange | undefined,
  at: string,
): FileSpec | StreamSpec => {
  const { Container: container } = parameters
  const video = wantedVideo(parameters, at)
  const audio = wantedAudio(parameters, at)
  if (!video && !audio)
    throw fail(
      'invalid-parameter',
      `${at || 'The template'} removes both video and audio: nothing is left.`,
      { path: at || 'RemoveVideo' },
    )
  checkFit(container, video, audio, at)
  const cut = range === undefined ? {} : { range }
  if (container !== 'hls')
    return { kind: 'file', container, ...(video ? { video } : {}), ...(audio ? { audio } : {}), ...cut }
  return {
    kind: 'stream',
    protocol: 'hls',
    ...SEGMENT_TYPES[parameters.VideoTemplate?.SegmentType ?? 0],
    segmentDuration: seconds(segmentSeconds(parameters.VideoTemplate)),
    master: false,
    renditions: video ? [{ name: 'video', video }] : [],
    ...(audio ? { audio } : {}),
    audioPlacement: 'muxed',
    ...cut,
  }
}

/** SegmentType: MPEG-TS or fragmented MP4, in files of their own or in one. */
const SEGMENT_TYPES = {
  0: { segmentFormat: 'ts' },
  2: { segmentFormat: 'ts', segmentFiles: 'joined' },
  5: { segmentFormat: 'fmp4', segmentFiles: 'joined' },
  7: { segmentFormat: 'fmp4' },
} as const satisfies Record<number, Pick<StreamSpec, 'segmentFormat' | 'segmentFiles'>>

/** The dotted path of a member. */
const below = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)

/** Length of HLS segments that nobody asked for, in seconds. */
export const DEFAULT_SEGMENT = 6
const MAX_SEGMENT = 10

/** HlsTime; else the length of the groups of pictures, where it is known and not too long; else a usual value. */
export const segmentSeconds = (template: VideoTemplate | undefined): number => {
  if (template?.HlsTime) return template.HlsTime
  if (!template?.Gop) return DEFAULT_SEGMENT
  const rate = (template.Fps ?? 0) / (template.FpsDenominator || 1)
  const length = template.GopUnit === 'second' ? template.Gop : rate > 0 ? template.Gop / rate : 0
  return length >= 1 && length <= MAX_SEGMENT ? length : DEFAULT_SEGMENT
}

const wantedVideo = (parameters: RawTranscodeParameter, at: string): VideoSpec | undefined => {
  const { VideoTemplate: template, RemoveVideo: remove, Container: container } = parameters
  if (remove === 1) return undefined
  if (isPureAudio(container)) {
    if (template === undefined) return undefined
    throw fail(
      'invalid-parameter',
      `A file of container ${container} holds no video: set ${below(at, 'RemoveVideo')} to 1.`,
      {
        path: below(at, 'RemoveVideo'),
      },
    )
  }
  if (template === undefined)
    throw fail('missing-parameter', `Missing: ${below(at, 'VideoTemplate')} (or RemoveVideo 1).`, {
      path: below(at, 'VideoTemplate'),
    })
  return toVideoSpec(template, below(at, 'VideoTemplate'))
}

const wantedAudio = (parameters: RawTranscodeParameter, at: string): AudioSpec | undefined => {
  const { AudioTemplate: template, RemoveAudio: remove } = parameters
  if (remove === 1) return undefined
  if (template === undefined)
    throw fail('missing-parameter', `Missing: ${below(at, 'AudioTemplate')} (or RemoveAudio 1).`, {
      path: below(at, 'AudioTemplate'),
    })
  return toAudioSpec(template, below(at, 'AudioTemplate'))
}

const checkFit = (
  container: ContainerName,
  video: VideoSpec | undefined,
  audio: AudioSpec | undefined,
  at: string,
): void => {
  const rule = RULES[container]
  if (video && video.copy !== 'always' && rule.video && !rule.video.includes(video.codec))
    throw fail('unsupported-parameter', `${video.codec} video is not written into ${container} here.`, {
      path: `${below(at, 'VideoTemplate')}.Codec`,
    })
  if (audio && audio.copy !== 'always' && !rule.audio.includes(audio.codec))
    throw fail(
      'invalid-parameter',
      `${audio.codec} audio does not go into ${container}; ${rule.audio.join(', ')} would.`,
      { path: `${below(at, 'AudioTemplate')}.Codec` },
    )
  const { from } = audio ?? {}
  if (typeof from === 'object' && from.length > 1 && !SEVERAL_SOUNDS.has(container))
    throw fail('unsupported-parameter', `A file of container ${container} holds one sound here.`, {
      path: `${below(at, 'AudioTemplate')}.StreamSelects`,
    })
}

const SEVERAL_SOUNDS: ReadonlySet<ContainerName> = new Set(['mp4', 'mov', 'mkv', 'ts', 'm4a'])
