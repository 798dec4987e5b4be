import { z } from 'zod'
import { ENCODER_SPEEDS } from '../../../domain/output-spec.ts'
import { pixFmt, rotate, scanMode } from '../../../wire/aliyun/picture-wishes.ts'
import {
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from '../../../wire/aliyun/scalars.ts'
import { sourceChecks } from '../../../wire/aliyun/source-checks.ts'
import { volume } from '../../../wire/aliyun/volume.ts'
import { honoured, refused } from '../../../wire/fields.ts'

const NOT_MADE = 'no such encoder is offered here'

export const CONTAINERS = [
  ...(['mp4', 'mov', 'mkv', 'webm', 'flv', 'ts', 'm3u8', 'hls-fmp4', 'mpd', 'cmaf'] as const),
  ...(['mp3', 'm4a', 'aac', 'ogg', 'flac', 'wav', 'mxf', 'gif', 'webp'] as const),
] as const

const video = z.strictObject({
  Codec: honoured(
    optionalChoice(['H.264', 'H264', 'H.265', 'H265', 'AV1', 'VP9', 'VP8', 'GIF', 'WEBP', 'copy']),
  ),
  Width: honoured(optionalInt(128, 4096)),
  Height: honoured(optionalInt(128, 4096)),
  LongShortMode: honoured(optionalBool()),
  Bitrate: honoured(optionalInt(-1, 50_000)),
  Maxrate: honoured(optionalInt(10, 50_000)),
  Bufsize: honoured(optionalInt(1000, 128_000)),
  Crf: honoured(optionalNumber(0, 63)),
  Qscale: refused('constant quantisers are not used; set Crf'),
  Fps: honoured(optionalNumber(1, 60)),
  MaxFps: honoured(optionalNumber(1, 240)),
  Gop: honoured(optionalText(16).or(z.int())),
  Profile: honoured(optionalChoice(['baseline', 'main', 'high'])),
  Preset: honoured(optionalChoice(ENCODER_SPEEDS)),
  PixFmt: pixFmt(),
  ScanMode: scanMode(),
  Crop: honoured(optionalText(32)),
  Pad: honoured(optionalText(32)),
  Remove: honoured(optionalBool()),
  Rotate: rotate(),
})
export type VideoConfig = z.output<typeof video>

const audio = z.strictObject({
  Codec: honoured(
    optionalChoice(['AAC', 'AC3', 'EAC3', 'MP2', 'MP3', 'FLAC', 'OPUS', 'VORBIS', 'pcm_s16le', 'copy'], {
      ...{ 'WMA-V1': NOT_MADE, 'WMA-V2': NOT_MADE },
    }),
  ),
  Bitrate: honoured(optionalInt(8, 1000)),
  Samplerate: honoured(optionalInt(8000, 96_000)),
  Channels: honoured(optionalInt(0, 8)),
  Profile: honoured(
    optionalChoice(['aac_low', 'aac_he', 'aac_he_v2'], { aac_ld: NOT_MADE, aac_eld: NOT_MADE }),
  ),
  Remove: honoured(optionalBool()),
  Volume: volume,
})
export type AudioConfig = z.output<typeof audio>

/** The parameters of a transcoding template, and those that override some of them for one output. */
export const templateConfig = z.strictObject({
  Container: optionalObject(
    z.strictObject({
      Format: honoured(optionalChoice(CONTAINERS)),
    }),
  ),
  Video: optionalObject(video),
  Audio: optionalObject(audio),
  MuxConfig: optionalObject(
    z.strictObject({
      Segment: optionalObject(
        z.strictObject({
          Duration: honoured(optionalInt(1, 60)),
          ForceSegTime: refused('all segments have one duration'),
        }),
      ),
    }),
  ),
  TransConfig: optionalObject(
    z.strictObject({
      TransMode: honoured(optionalChoice(['CBR', 'onepass', 'twopass', 'fixCRF'])),
      AdjDarMethod: honoured(optionalChoice(['rescale', 'crop', 'pad', 'none'])),
      ...sourceChecks,
    }),
  ),
  Subtitles: optionalList(z.strictObject({ Codec: honoured(optionalChoice(['VTT', 'WebVTT'])) }), 8),
})
export type TemplateConfig = z.output<typeof templateConfig>
