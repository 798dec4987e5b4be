import { z } from 'zod'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import {
  choice,
  int,
  optionalChoice,
  optionalInt,
  optionalIntChoice,
  optionalIntOrZero,
  optionalList,
  optionalObject,
  optionalText,
} from './scalars.ts'
import { addOnSubtitles, subtitleTemplate } from './subtitles.ts'

const NOT_MADE = 'no such encoder is offered here'
const CONTAINERS = [
  'mp4',
  'flv',
  'hls',
  'mp3',
  'flac',
  'ogg',
  'm4a',
  'ts',
  'mkv',
  'mov',
  'wav',
  'webm',
  'mxf',
] as const
/** The service's names and those of the encoders, which it accepts and gives out as well. */
const VIDEO_CODECS = [
  ...(['h264', 'libx264', 'h265', 'libx265', 'hevc', 'av1', 'vp9', 'vp8', 'mpeg2', 'copy'] as const),
] as const
const NO_VIDEO_CODECS = {
  ...{ h266: NOT_MADE, dnxhd: NOT_MADE, 'mv-hevc': NOT_MADE },
}
const AUDIO_CODECS = [
  ...(['aac', 'libfdk_aac', 'mp3', 'libmp3lame', 'flac', 'ac3', 'eac3'] as const),
  ...(['pcm16', 'pcm24', 'pcm_s16le', 'pcm_s24le', 'mp2', 'opus', 'vorbis', 'copy'] as const),
] as const

const segmentSpecificInfo = optionalObject(
  z.strictObject({
    Switch: refused('all segments have one duration', ['off']),
    FragmentTime: ignored(optionalInt(), 'it acts only with Switch on, which is refused'),
    FragmentEndNum: ignored(optionalInt(), 'it acts only with Switch on, which is refused'),
  }),
)

/** Fields common to a whole video template and to one that changes some of it. */
export const videoFields = {
  Codec: honoured(optionalChoice(VIDEO_CODECS, NO_VIDEO_CODECS)),
  Fps: honoured(optionalInt(0, 120_000)),
  Bitrate: honoured(optionalIntOrZero(128, 100_000)),
  ResolutionAdaptive: honoured(optionalChoice(['open', 'close'])),
  Width: honoured(optionalIntOrZero(128, 4096)),
  Height: honoured(optionalIntOrZero(128, 4096)),
  Gop: honoured(optionalInt(0, 100_000)),
  GopUnit: honoured(optionalChoice(['frame', 'second'])),
  FillType: honoured(
    optionalChoice(['stretch', 'black', 'white', 'gauss'], {
      smarttailor: 'no content-aware cropping is done here',
    }),
  ),
  Vcrf: honoured(optionalInt(0, 100)),
  HlsTime: honoured(optionalInt(0, 10)),
  SegmentType: honoured(optionalIntChoice([0, 2, 5, 7])),
  FpsDenominator: honoured(optionalInt(0, 100_000)),
  Stereo3dType: ignored(optionalText(), 'it concerns MV-HEVC only, which is refused as Codec'),
  VideoProfile: honoured(optionalChoice(['default', 'baseline', 'main', 'high'])),
  VideoLevel: honoured(optionalText(8)),
  Bframes: honoured(optionalInt(-1, 16)),
  Mode: honoured(optionalChoice(['VBR', 'ABR', 'CBR', 'VCRF', 'CRF'])),
  Sar: refused('pixels are square', ['1:1', 'default']),
  NoScenecut: honoured(optionalInt(0, 1)),
  BitDepth: honoured(optionalInt(8, 10)),
  RawPts: refused('timestamps start at zero', [0, '0']),
  Compress: refused('bitrates are not taken relative to the source', [-1, '-1']),
  SegmentSpecificInfo: segmentSpecificInfo,
  ScenarioBased: refused('the encoder has no scene profiles', [0, '0']),
  SceneType: ignored(optionalText(), 'it acts only with ScenarioBased 1, which is refused'),
  CompressType: ignored(optionalText(), 'it acts only with ScenarioBased 1, which is refused'),
}

export const audioFields = {
  Codec: honoured(optionalChoice(AUDIO_CODECS)),
  Bitrate: honoured(optionalIntOrZero(8, 320)),
  SampleRate: honoured(optionalIntOrZero(8000, 96_000)),
  AudioChannel: honoured(optionalInt(0, 6)),
}

const MAX_SOUNDS = 32
/** Sounds of the input, counted from 0. */
const streamSelects = () => honoured(optionalList(int(0, 255), MAX_SOUNDS))
const ADAPTIVE_ONLY = 'the service reads it in adaptive templates only'
const NO_TEHD = 'Top Speed Codec encoding is the cloud service’s own'
const NO_EXTENSIONS = 'internal extension parameters are not published'

/** https://www.tencentcloud.com/document/api/1041/33690#RawTranscodeParameter */
export const rawTranscodeParameter = z.strictObject({
  Container: honoured(choice(CONTAINERS)),
  RemoveVideo: honoured(optionalInt(0, 1)),
  RemoveAudio: honoured(optionalInt(0, 1)),
  VideoTemplate: optionalObject(z.strictObject(videoFields)),
  AudioTemplate: optionalObject(
    z.strictObject({
      ...audioFields,
      StreamSelects: streamSelects(),
      TrackChannelInfo: refused(ADAPTIVE_ONLY),
      AudioLanguage: ignored(optionalText(), ADAPTIVE_ONLY),
      AudioName: ignored(optionalText(), ADAPTIVE_ONLY),
      DefaultTrack: refused(ADAPTIVE_ONLY, [false, 'false', 'False']),
    }),
  ),
  TEHDConfig: refused(NO_TEHD),
  StdExtInfo: refused(NO_EXTENSIONS),
  EnhanceConfig: refused('no picture or sound enhancement is done here'),
  SubtitleTemplate: subtitleTemplate,
})
export type RawTranscodeParameter = z.output<typeof rawTranscodeParameter>
export type VideoTemplate = NonNullable<RawTranscodeParameter['VideoTemplate']>
export type AudioTemplate = NonNullable<RawTranscodeParameter['AudioTemplate']>

/** What replaces parts of a template: https://www.tencentcloud.com/document/api/1041/33690#OverrideTranscodeParameter */
export const overrideTranscodeParameter = z.strictObject({
  Container: honoured(optionalChoice(CONTAINERS)),
  RemoveVideo: honoured(optionalInt(0, 1)),
  RemoveAudio: honoured(optionalInt(0, 1)),
  VideoTemplate: optionalObject(
    z.strictObject({
      ...videoFields,
      ContentAdaptStream: refused('one set of parameters is used for the whole source', [0, '0']),
    }),
  ),
  AudioTemplate: optionalObject(
    z.strictObject({
      ...audioFields,
      StreamSelects: streamSelects(),
    }),
  ),
  TEHDConfig: refused(NO_TEHD),
  SubtitleTemplate: subtitleTemplate,
  AddonAudioStream: refused('sounds of other files are not added; StreamSelects takes those of the input'),
  StdExtInfo: refused(NO_EXTENSIONS),
  AddOnSubtitles: addOnSubtitles,
})
export type OverrideTranscodeParameter = z.output<typeof overrideTranscodeParameter>
