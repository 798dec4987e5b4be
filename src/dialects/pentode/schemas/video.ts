import { z } from 'zod'
import {
  ABOVE_SOURCE,
  CHROMAS,
  type CropRegion,
  ENCODER_SPEEDS,
  ENCODER_TUNES,
  type FrameSize,
  type RateControl,
  VIDEO_CODECS,
  VIDEO_PROFILES,
  type VideoSpec,
} from '../../../domain/output-spec.ts'
import { bps, seconds } from '../../../domain/units.ts'
import { readFrameRate } from '../mapping/frame-rate.ts'
import { exactlyOne } from './fields.ts'
import { OverlaysJson } from './overlay.ts'

const videoBitrate = () => z.int().min(10_000).max(400_000_000).transform(bps)
const buffer = z
  .int()
  .min(1000)
  .max(2_000_000_000)
  .describe('VBV buffer in bits; when absent twice the cap, or one second of a constant bitrate.')
const side = z.int().min(16).max(8192)

const RateJson = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('crf'),
      crf: z
        .number()
        .min(0)
        .max(63)
        .describe('Lower is better; to 51 for H.264 and H.265, to 63 for AV1, VP9 and VP8.'),
      maxBitrate: videoBitrate().exactOptional(),
      buffer: buffer.exactOptional(),
    }),
    z.strictObject({
      mode: z.literal('abr'),
      bitrate: videoBitrate(),
      passes: z
        .literal([1, 2])
        .exactOptional()
        .describe('Two passes meet the average where one cannot. VP9 always takes two, AV1 one.'),
      maxBitrate: videoBitrate().exactOptional(),
      buffer: buffer.exactOptional(),
    }),
    z.strictObject({ mode: z.literal('cbr'), bitrate: videoBitrate(), buffer: buffer.exactOptional() }),
  ])
  .meta({
    id: 'RateControl',
    description:
      'Constant quality with an optional cap, an average bitrate, or a constant one. Bits per second.',
  }) satisfies z.ZodType<RateControl>

const SizeJson = z
  .strictObject({
    width: side.exactOptional(),
    height: side.exactOptional(),
    longSide: side.exactOptional(),
    shortSide: side.exactOptional(),
    fill: z
      .enum(['fit', 'stretch', 'pad-black', 'pad-white', 'pad-blur', 'crop'])
      .default('fit')
      .describe(
        'With both sides given: what happens when the aspect ratio differs. `pad-blur` fills up with the picture itself, enlarged and blurred.',
      ),
    upscale: z.boolean().default(false).describe('`false` never goes above the source.'),
  })
  .superRefine(({ width, height, longSide, shortSide }, context) => {
    const sides = [width, height].some((s) => s !== undefined)
    if (sides === [longSide, shortSide].some((s) => s !== undefined))
      context.addIssue({ code: 'custom', message: 'give width and/or height, or longSide and/or shortSide' })
  })
  .meta({
    id: 'FrameSize',
    description:
      'A width and/or height, or a long and/or short side that turns with a portrait source. A missing side follows from the aspect ratio.',
  })

type Size = z.output<typeof SizeJson>

const toFrameSize = (size: Size | undefined): FrameSize => {
  if (!size) return { by: 'source' }
  const { width, height, longSide, shortSide, fill, upscale } = size
  const turning = longSide !== undefined || shortSide !== undefined
  const [first, second] = turning ? [longSide, shortSide] : [width, height]
  return {
    by: turning ? 'long-short' : 'sides',
    ...(first === undefined ? {} : { first }),
    ...(second === undefined ? {} : { second }),
    fill,
    upscale,
  }
}

/** The size of a picture. */
export const FrameSizeJson = () =>
  SizeJson.optional().transform(toFrameSize).describe("Absent: the source's size.")

const GopJson = z
  .strictObject({
    frames: z.int().min(1).max(10_000).exactOptional(),
    seconds: z.number().min(0.1).max(60).exactOptional(),
  })
  .describe('Distance between key frames, in frames or in seconds.')
  .superRefine(exactlyOne('frames', 'seconds'))
  .transform(({ frames, seconds: s }) =>
    frames === undefined ? { seconds: seconds(s ?? 0) } : { frames },
  ) satisfies z.ZodType<VideoSpec['gop']>

export const FrameRateJson = (meaning: string) =>
  z
    .union([z.string(), z.number()])
    .describe(`A fraction such as \`30000/1001\`, or a number. ${meaning}`)
    .transform((value, context) => {
      const rate = readFrameRate(value)
      if (rate) return rate
      context.addIssue({
        code: 'custom',
        message: 'not a frame rate between 0 and 240, such as 25 or "30000/1001"',
      })
      return z.NEVER
    })

const CropJson = z
  .strictObject({
    x: z.int().min(0).max(16_384).default(0),
    y: z.int().min(0).max(16_384).default(0),
    width: side,
    height: side,
  })
  .meta({
    id: 'CropRegion',
    description:
      'What is cut out of the source before anything else, in pixels of the picture as it is shown (upright, with square pixels).',
  }) satisfies z.ZodType<CropRegion>

const GroundJson = z
  .strictObject({
    x: z.int().min(0).max(8192).default(0),
    y: z.int().min(0).max(8192).default(0),
    width: side,
    height: side,
  })
  .describe('A black ground of this size that the picture of `size` is laid on, with its corner at `x`, `y`.')

const TurnJson = z
  .strictObject({
    rotation: z.literal([0, 90, 180, 270]).default(0).describe('Clockwise degrees.'),
    mirrored: z.boolean().default(false).describe('Left to right, before it is turned.'),
  })
  .describe('Beyond turning the source upright; `size` means the turned picture.') satisfies z.ZodType<
  VideoSpec['turn']
>

/** The picture of a file or of a rendition. */
export const VideoJson = z
  .strictObject({
    codec: z.enum(VIDEO_CODECS).default('h264'),
    rate: RateJson.prefault({ mode: 'crf', crf: 23 }),
    size: FrameSizeJson(),
    frameRate: FrameRateJson('Absent: the frames and timing of the source.').exactOptional(),
    maxFrameRate: FrameRateJson(
      'A faster source gets this rate, or a whole part of its own that is nearly as much.',
    ).exactOptional(),
    crop: CropJson.exactOptional(),
    turn: TurnJson.exactOptional(),
    ground: GroundJson.exactOptional(),
    deinterlace: z
      .enum(['auto', 'always', 'never'])
      .exactOptional()
      .describe(
        '`auto` joins the fields of frames that are marked interlaced, `always` of all frames; with `never` an interlaced source stays interlaced. Absent: `auto`.',
      ),
    dynamicRange: z
      .enum(['sdr', 'source'])
      .exactOptional()
      .describe(
        '`sdr` tone-maps HDR; `source` keeps HDR10 and HLG with their metadata, in ten bits. Absent: kept by ten-bit encodes in a codec that players take HDR from.',
      ),
    gop: GopJson.exactOptional(),
    profile: z
      .enum(VIDEO_PROFILES)
      .exactOptional()
      .describe(
        'One of the codec (of MPEG-2 `main`, and `high422` for its 4:2:2 profile); 10 bits or more colour only when said here, or below.',
      ),
    level: z
      .string()
      .regex(/^[1-6](\.[0-3])?$/, 'not a level such as "4.1"')
      .exactOptional()
      .describe('A picture, rate or bitrate beyond it is refused.'),
    bitDepth: z.literal([8, 10]).exactOptional().describe('Absent: as the profile says, else 8.'),
    chroma: z.enum(CHROMAS).exactOptional().describe('Absent: as the profile says, else `4:2:0`.'),
    speed: z
      .enum(ENCODER_SPEEDS)
      .exactOptional()
      .describe(
        "Slower makes smaller files; each codec's encoder has its own step for it. Absent: `veryfast`.",
      ),
    tune: z.enum(ENCODER_TUNES).exactOptional().describe('H.264, and H.265 in part.'),
    bFrames: z.int().min(0).max(16).exactOptional().describe('H.264 and H.265.'),
    references: z
      .int()
      .min(1)
      .max(16)
      .exactOptional()
      .describe('How many pictures one may refer to, at most: H.264 and H.265.'),
    openGop: z
      .boolean()
      .exactOptional()
      .describe('Pictures may refer across a key frame. Never in a stream.'),
    sceneCut: z.boolean().exactOptional().describe('`false`: key frames only where `gop` says.'),
    ifAboveSource: z
      .strictObject({
        size: z.literal('refuse').exactOptional(),
        bitrate: z.enum(ABOVE_SOURCE).exactOptional(),
      })
      .exactOptional()
      .describe(
        'What becomes of a wish for more than the source has: `keep` makes what it has, `refuse` fails. What the source does not tell bounds nothing. Absent: it is made as asked; `size.upscale` keeps the size.',
      ),
    overlays: OverlaysJson.exactOptional().describe(
      'Drawn on the finished picture, in this order: watermarks, mosaics.',
    ),
    copy: z
      .enum(['never', 'if-fits', 'always'])
      .default('never')
      .describe('`if-fits` copies a source stream that already meets the wish, `always` takes it as it is.'),
  })
  .superRefine(({ codec, rate }, context) => {
    if (rate.mode === 'crf' && rate.crf > 51 && (codec === 'h264' || codec === 'hevc'))
      context.addIssue({
        code: 'too_big',
        origin: 'number',
        maximum: 51,
        input: rate.crf,
        message: `${codec} has a CRF of at most 51`,
        path: ['rate', 'crf'],
      })
  })
  .meta({ id: 'Video' }) satisfies z.ZodType<VideoSpec>
