import type {
  AnimationSpec,
  AudioCodec,
  AudioSpec,
  Container,
  OutputSpec,
  TimeRange,
  VideoSpec,
} from '../../../domain/output-spec.ts'
import type { Overlay } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { kbps, rational, seconds } from '../../../domain/units.ts'
import { audioProfile } from '../../../wire/aliyun/audio-profile.ts'
import { readSeconds } from '../../../wire/aliyun/clock.ts'
import { animationChecks, soundChecks } from '../../../wire/aliyun/source-checks.ts'
import { toVolume } from '../../../wire/aliyun/volume.ts'
import { exactRate } from '../../../wire/exact-rate.ts'
import type { AudioConfig, FORMATS, TranscodeTemplate } from '../schema/template.ts'
import { toBurnt } from './subtitles.ts'
import { frameSize, toVideoSpec } from './video.ts'

type Format = (typeof FORMATS)[number]
type Sound = NonNullable<AudioConfig['Codec']>

interface Rule {
  readonly container?: Container
  readonly stream?: 'hls' | 'dash'
  readonly pureAudio?: true
  /** The codec taken where none is named is the first. */
  readonly audio: readonly [Sound, ...Sound[]]
}

/** What each format takes. */
const RULES: Readonly<Record<Exclude<Format, 'gif'>, Rule>> = {
  mp4: { container: 'mp4', audio: ['AAC', 'MP3'] },
  flv: { container: 'flv', audio: ['AAC', 'MP3'] },
  ts: { container: 'ts', audio: ['AAC', 'MP3'] },
  m3u8: { stream: 'hls', audio: ['AAC', 'MP3'] },
  mpd: { stream: 'dash', audio: ['AAC'] },
  mp3: { container: 'mp3', pureAudio: true, audio: ['MP3'] },
  flac: { container: 'flac', pureAudio: true, audio: ['FLAC'] },
  ogg: { container: 'ogg', pureAudio: true, audio: ['VORBIS', 'FLAC', 'OPUS'] },
}
const CODECS = {
  AAC: 'aac',
  MP3: 'mp3',
  VORBIS: 'vorbis',
  FLAC: 'flac',
  OPUS: 'opus',
} as const satisfies Record<Sound, AudioCodec>

const DEFAULT_SEGMENT = 10
const CHANNELS = [1, 2, 6]

export const formatOf = (template: TranscodeTemplate): Format => template.Container?.Format ?? 'mp4'

/**
 * What a template makes. The definition OD is the source's own streams in another container.
 * @param at dotted path of it in the request, for messages @param overlays its watermarks, as far as they are looked up
 * @throws DomainError invalid-parameter, value-out-of-range, unsupported-parameter
 */
export const toOutputSpec = (
  template: TranscodeTemplate,
  at: string,
  overlays: readonly Overlay[] = [],
): OutputSpec => {
  const format = formatOf(template)
  if (format === 'gif') return { ...toAnimation(template, at), ...(overlays.length > 0 ? { overlays } : {}) }
  const rule = RULES[format]
  const copied = template.Definition === 'OD'
  if (copied && template.Rotate !== undefined && template.Rotate % 360 !== 0)
    throw fail('invalid-parameter', 'A picture that is copied is not turned.', { path: `${at}.Rotate` })
  const encoded =
    rule.pureAudio || template.Video?.Remove ? undefined : copied ? COPIED_VIDEO : toVideoSpec(template, at)
  const audio = template.Audio?.Remove
    ? undefined
    : copied
      ? COPIED_AUDIO
      : {
          ...toAudioSpec(template.Audio ?? {}, rule, format, `${at}.Audio`),
          ...soundChecks(template.TransConfig),
        }
  if ((template.WatermarkIds ?? []).length > 0 && (!encoded || copied))
    throw fail('invalid-parameter', 'Watermarks are drawn on video that is encoded.', {
      path: `${at}.WatermarkIds`,
    })
  const video = encoded && overlays.length > 0 ? { ...encoded, overlays } : encoded
  if (!video && !audio)
    throw fail('invalid-parameter', `${at} removes both video and audio: nothing is left.`, { path: at })
  if (video?.codec === 'hevc' && format === 'flv')
    throw fail('unsupported-parameter', 'H.265 video is not written into flv here.', {
      path: `${at}.Video.Codec`,
    })
  const range = toRange(template.Clip, `${at}.Clip.TimeSpan`)
  const burn = toBurnt(template.SubtitleList ?? [], `${at}.SubtitleList`)
  if (burn && (!video || copied))
    throw fail('invalid-parameter', `${at} draws subtitles on a picture, but encodes none.`, {
      path: `${at}.SubtitleList`,
    })
  const rest = { ...(audio ? { audio } : {}), ...(range ? { range } : {}), ...(burn ? { burn } : {}) }
  if (rule.container !== undefined)
    return { kind: 'file', container: rule.container, ...(video ? { video } : {}), ...rest }
  return {
    kind: 'stream',
    ...STREAMS[rule.stream ?? 'hls'],
    segmentDuration: seconds(template.MuxConfig?.Segment?.Duration ?? DEFAULT_SEGMENT),
    renditions: video ? [{ name: 'video', video }] : [],
    ...rest,
  }
}

/** A playlist alone, or a manifest over picture and sound apart. */
export const STREAMS = {
  hls: { protocol: 'hls', segmentFormat: 'ts', master: false, audioPlacement: 'muxed' },
  dash: { protocol: 'dash', segmentFormat: 'fmp4', master: true, audioPlacement: 'separate' },
} as const

/** Frames a second of an animation that names none. */
const DEFAULT_MOTION = 10

export const motionOf = (fps: number | undefined) =>
  fps === undefined ? rational(DEFAULT_MOTION) : exactRate(fps)

/** One moving picture without sound, played for ever. */
const toAnimation = (template: TranscodeTemplate, at: string): AnimationSpec => {
  const { Video = {}, Rotate = 0, Definition } = template
  const wrong = (name: string, why: string) => fail('invalid-parameter', why, { path: `${at}.${name}` })
  if (Definition === 'OD') throw wrong('Definition', 'A GIF is not a copy: name another definition.')
  if (Video.Codec !== undefined && Video.Codec !== 'GIF')
    throw wrong('Video.Codec', `${Video.Codec} video does not go into gif.`)
  if (Video.Remove) throw wrong('Video.Remove', 'A GIF has nothing but video.')
  if ((template.SubtitleList ?? []).length > 0)
    throw wrong('SubtitleList', 'Subtitles are drawn on video, not on a GIF.')
  if (Rotate % 360 !== 0)
    throw fail('unsupported-parameter', 'An animation is not turned here.', { path: `${at}.Rotate` })
  animationChecks(template.TransConfig, `${at}.TransConfig`)
  const range = toRange(template.Clip, `${at}.Clip.TimeSpan`)
  return {
    kind: 'animation',
    format: 'gif',
    frameRate: motionOf(Video.Fps),
    size: frameSize(Video, template.TransConfig),
    plays: 0,
    ...(range ? { range } : {}),
  }
}

const COPIED_VIDEO: VideoSpec = {
  codec: 'h264',
  rate: { mode: 'crf', crf: 23 },
  size: { by: 'source' },
  copy: 'always',
}
const COPIED_AUDIO: AudioSpec = { codec: 'aac', copy: 'always' }

const toAudioSpec = (audio: AudioConfig, rule: Rule, format: Format, at: string): AudioSpec => {
  const named = audio.Codec ?? rule.audio[0]
  if (!rule.audio.includes(named))
    throw fail(
      'invalid-parameter',
      `${named} audio does not go into ${format}; ${rule.audio.join(', ')} would.`,
      {
        path: `${at}.Codec`,
      },
    )
  const channels = audio.Channels ?? 2
  if (!CHANNELS.includes(channels))
    throw fail(
      'value-out-of-range',
      `Wrong value of the parameter "${at}.Channels": one of ${CHANNELS.join(', ')}.`,
      {
        path: `${at}.Channels`,
      },
    )
  return {
    codec: CODECS[named],
    ...audioProfile(audio.Profile, CODECS[named], at),
    ...(audio.Volume ? { volume: toVolume(audio.Volume) } : {}),
    ...(named === 'FLAC' ? {} : { bitrate: kbps(audio.Bitrate ?? 128) }),
    sampleRate: audio.Samplerate ?? (named === 'OPUS' ? 48_000 : 44_100),
    channels,
    copy: 'if-fits',
  }
}

/** `End` is how much is cut off at the tail, and wins over `Duration`. */
export const toRange = (clip: TranscodeTemplate['Clip'], at: string): TimeRange | undefined => {
  const start = readSeconds(clip?.TimeSpan?.Seek, `${at}.Seek`) ?? 0
  const tail = readSeconds(clip?.TimeSpan?.End, `${at}.End`) ?? 0
  const length = readSeconds(clip?.TimeSpan?.Duration, `${at}.Duration`)
  if (tail > 0) return { start: seconds(start), end: seconds(-tail) }
  if (length === 0)
    throw fail('value-out-of-range', `Wrong value of the parameter "${at}.Duration": longer than 0 s.`, {
      path: `${at}.Duration`,
    })
  if (start === 0 && length === undefined) return undefined
  return { start: seconds(start), ...(length === undefined ? {} : { end: seconds(start + length) }) }
}
