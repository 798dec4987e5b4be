import { z } from 'zod'
import { ENCODER_SPEEDS } from '../../../domain/output-spec.ts'
import { pixFmt, rotate, scanMode } from '../../../wire/aliyun/picture-wishes.ts'
import {
  choice,
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from '../../../wire/aliyun/scalars.ts'
import { sourceChecks } from '../../../wire/aliyun/source-checks.ts'
import { timeSpan } from '../../../wire/aliyun/time-span.ts'
import { volume } from '../../../wire/aliyun/volume.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { subtitleExtractList, subtitleList } from './subtitles.ts'

const NOT_MADE = 'no such encoder is offered here'
const NARROW = 'Narrowband HD encoding is the cloud service’s own'

export const DEFINITIONS = ['LD', 'SD', 'HD', 'FHD', '2K', '4K', 'OD', 'SQ', 'HQ'] as const
export type Definition = (typeof DEFINITIONS)[number]
export const FORMATS = ['mp4', 'flv', 'm3u8', 'mpd', 'ts', 'gif', 'mp3', 'ogg', 'flac'] as const

const video = z.strictObject({
  Codec: honoured(
    optionalChoice(['H.264', 'H264', 'H.265', 'H265', 'GIF'], { AV1: NOT_MADE, VP9: NOT_MADE }),
  ),
  Remove: honoured(optionalBool()),
  Width: honoured(optionalInt(128, 4096)),
  Height: honoured(optionalInt(128, 4096)),
  LongShortMode: honoured(optionalBool()),
  Bitrate: honoured(optionalInt(10, 50_000)),
  Maxrate: honoured(optionalInt(10, 50_000)),
  Bufsize: honoured(optionalInt(1000, 128_000)),
  Crf: honoured(optionalNumber(0, 51)),
  Fps: honoured(optionalNumber(1, 60)),
  Gop: honoured(optionalInt(1, 100_000)),
  Profile: honoured(optionalChoice(['baseline', 'main', 'high'])),
  Preset: honoured(optionalChoice(ENCODER_SPEEDS)),
  ScanMode: scanMode(),
  PixFmt: pixFmt(),
})
export type VideoConfig = z.output<typeof video>

const audio = z.strictObject({
  Codec: honoured(optionalChoice(['AAC', 'MP3', 'VORBIS', 'FLAC', 'OPUS'])),
  Remove: honoured(optionalBool()),
  Bitrate: honoured(optionalInt(8, 1000)),
  Samplerate: honoured(optionalInt(8000, 96_000)),
  Channels: honoured(optionalInt(1, 8)),
  Profile: honoured(
    optionalChoice(['aac_low', 'aac_he', 'aac_he_v2'], {
      ...{ aac_ld: 'low-delay profiles are not made here', aac_eld: 'low-delay profiles are not made here' },
    }),
  ),
  Volume: volume,
})
export type AudioConfig = z.output<typeof audio>

const clip = optionalObject(
  z.strictObject({
    TimeSpan: timeSpan(),
  }),
)

/** What a template and an override of it have in common. */
const work = {
  Video: optionalObject(video),
  Audio: optionalObject(audio),
  Clip: clip,
  Rotate: rotate(),
  TranscodeFileRegular: honoured(optionalText(128)),
}

/** https://www.alibabacloud.com/help/en/vod/developer-reference/basic-structures: TranscodeTemplate, as clients send it. */
export const template = z.strictObject({
  TranscodeTemplateId: honoured(optionalText(64)),
  TemplateName: stored(optionalText(128)),
  Type: honoured(optionalChoice(['Normal', 'VideoPackage', 'SubtitlePackage'])),
  Definition: honoured(
    optionalChoice(DEFINITIONS, {
      ...{ 'LD-NBV1': NARROW, 'SD-NBV1': NARROW, 'HD-NBV1': NARROW },
      ...{ 'FHD-NBV1': NARROW, '2K-NBV1': NARROW, '4K-NBV1': NARROW },
    }),
  ),
  ...work,
  Container: optionalObject(
    z.strictObject({
      Format: honoured(choice(FORMATS)),
    }),
  ),
  MuxConfig: optionalObject(
    z.strictObject({ Segment: optionalObject(z.strictObject({ Duration: honoured(optionalInt(1, 60)) })) }),
  ),
  TransConfig: optionalObject(
    z.strictObject({
      TransMode: honoured(optionalChoice(['onepass', 'twopass', 'CBR'])),
      ...sourceChecks,
    }),
  ),
  EncryptSetting: refused('the vendor’s private encryption is for its own player alone'),
  PackageSetting: optionalObject(
    z.strictObject({
      PackageType: honoured(optionalChoice(['HLSPackage', 'DASHPackage'])),
      PackageConfig: optionalObject(
        z.strictObject({
          BandWidth: ignored(optionalInt(1, 1e9), 'a playlist tells the bandwidths that were measured'),
        }),
      ),
      SubtitleExtractConfigList: subtitleExtractList,
    }),
  ),
  SubtitleList: subtitleList,
  WatermarkIds: honoured(optionalList(z.string().min(1).max(64), 4)),
  CopyrightMark: refused('no hidden watermarks are made here'),
  TraceMark: refused('no hidden watermarks are made here'),
  UserData: ignored(z.unknown().optional(), 'it is not a documented member of a template'),
  TranscodeMode: ignored(z.unknown().optional(), 'it is not a documented member of a template'),
})
export type TranscodeTemplate = z.output<typeof template>
export const templateList = z.array(template).max(20)

/** What one submission changes of one template. */
export const overridden = z.strictObject({
  TranscodeTemplateId: honoured(z.string().min(1).max(64)),
  ...work,
})
export type Overridden = z.output<typeof overridden>
