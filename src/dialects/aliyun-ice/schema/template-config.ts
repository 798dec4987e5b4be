import { z } from 'zod'
import {
  optionalBool,
  optionalChoice,
  optionalInt,
  optionalNumber,
  optionalObject,
  optionalText,
} from '../../../wire/aliyun/scalars.ts'
import { honoured, refused } from '../../../wire/fields.ts'

const NOT_MADE = 'no such encoder is offered here'
const NO_CONTAINER = 'files of this kind are not made here'
const EXACT = 'the size asked for is made, whatever the source’s'

export const CONTAINERS = [
  ...(['mp4', 'm3u8', 'hls-fmp4', 'flv', 'ts', 'mp3', 'ogg', 'flac', 'm4a'] as const),
] as const

const video = z.strictObject({
  Codec: honoured(
    optionalChoice(['H.264', 'H264', 'H.265', 'H265', 'copy'], {
      ...{ AV1: NOT_MADE, GIF: NOT_MADE, WEBP: NOT_MADE },
    }),
  ),
  Width: honoured(optionalInt(128, 4096)),
  Height: honoured(optionalInt(128, 4096)),
  LongShortMode: honoured(optionalBool()),
  Bitrate: honoured(optionalInt(-1, 50_000)),
  Maxrate: honoured(optionalInt(10, 50_000)),
  Bufsize: honoured(optionalInt(1000, 128_000)),
  Crf: honoured(optionalNumber(0, 51)),
  Qscale: refused('constant quantisers are not used; set Crf'),
  Fps: honoured(optionalNumber(1, 60)),
  MaxFps: refused('a frame rate is kept or set, not capped; set Fps'),
  Gop: honoured(optionalText(16).or(z.int())),
  Profile: honoured(optionalChoice(['baseline', 'main', 'high'])),
  Preset: honoured(
    optionalChoice(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower'], {
      veryslow: 'slower is the slowest preset here',
    }),
  ),
  PixFmt: refused('pictures are 4:2:0 with 8 bits here', ['yuv420p']),
  ScanMode: refused('pictures are progressive here', ['auto', 'progressive']),
  Crop: refused('pictures are not cropped here'),
  Pad: refused('pictures are not padded by numbers here; AdjDarMethod pad fills a frame'),
  Remove: honoured(optionalBool()),
  Rotate: refused('pictures are not rotated by a number here; the source’s own rotation is applied', [
    0,
    '0',
  ]),
})
export type VideoConfig = z.output<typeof video>

const audio = z.strictObject({
  Codec: honoured(
    optionalChoice(['AAC', 'AC3', 'MP3', 'FLAC', 'OPUS', 'pcm_s16le', 'copy'], {
      ...{ EAC3: NOT_MADE, MP2: NOT_MADE, VORBIS: NOT_MADE, 'WMA-V1': NOT_MADE, 'WMA-V2': NOT_MADE },
    }),
  ),
  Bitrate: honoured(optionalInt(8, 1000)),
  Samplerate: honoured(optionalInt(8000, 96_000)),
  Channels: honoured(optionalInt(0, 8)),
  Profile: refused('AAC is low complexity here', ['aac_low']),
  Remove: honoured(optionalBool()),
  Volume: refused('loudness is left as it is'),
})
export type AudioConfig = z.output<typeof audio>

/** The parameters of a transcoding template, and those that override some of them for one output. */
export const templateConfig = z.strictObject({
  Container: optionalObject(
    z.strictObject({
      Format: honoured(
        optionalChoice(CONTAINERS, {
          ...{ mpd: 'DASH is not made here', cmaf: 'DASH is not made here' },
          ...{ mxf: NO_CONTAINER, gif: NO_CONTAINER, webp: NO_CONTAINER },
        }),
      ),
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
      TransMode: honoured(
        optionalChoice(['CBR', 'onepass', 'fixCRF'], {
          twopass: 'encoding is done in one pass here; use onepass',
        }),
      ),
      AdjDarMethod: honoured(optionalChoice(['rescale', 'crop', 'pad', 'none'])),
      IsCheckReso: honoured(optionalBool()),
      IsCheckResoFail: refused(EXACT, [false, 'false']),
      IsCheckVideoBitrate: refused('bitrates are not compared with the source’s', [false, 'false']),
      IsCheckVideoBitrateFail: refused('bitrates are not compared with the source’s', [false, 'false']),
      IsCheckAudioBitrate: refused('bitrates are not compared with the source’s', [false, 'false']),
      IsCheckAudioBitrateFail: refused('bitrates are not compared with the source’s', [false, 'false']),
    }),
  ),
  Subtitles: refused('no subtitles are written here'),
})
export type TemplateConfig = z.output<typeof templateConfig>
