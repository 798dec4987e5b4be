import { z } from 'zod'
import {
  ANIMATION_FORMATS,
  type AnimationSpec,
  type BlackRule,
  PICTURE_FORMATS,
  type SnapshotMoments,
  type SnapshotsSpec,
  type Span,
  type SpriteSpec,
  USUAL_BLACK,
} from '../../../domain/picture-spec.ts'
import { seconds } from '../../../domain/units.ts'
import { exactlyOne } from './fields.ts'
import { OverlaysJson } from './overlay.ts'
import { RangeJson } from './range.ts'
import { FrameRateJson, FrameSizeJson } from './video.ts'

/** An object with exactly one of `seconds` and `percent`. */
const span = (least: { seconds: number; percent: number }) =>
  z
    .strictObject({
      seconds: z.number().min(least.seconds).max(604_800).exactOptional(),
      percent: z.number().min(least.percent).max(100).exactOptional(),
    })
    .superRefine(exactlyOne('seconds', 'percent'))
    .transform(
      ({ seconds: s, percent }): Span => (s === undefined ? { percent: percent ?? 100 } : { seconds: s }),
    )

const quality = () =>
  z.int().min(1).max(100).exactOptional().describe('For JPEG and WebP: higher is better and larger.')
const frames = () =>
  z
    .enum(['exact', 'key'])
    .exactOptional()
    .describe(
      '`exact` (absent) shows the frame on screen at the moment; `key` a key frame near it, which is much faster.',
    )
const overlays = (what: string) =>
  OverlaysJson.describe(
    `Drawn on ${what} and measured by its size, in this order: watermarks, mosaics. Windows say on which pictures, by seconds of the part that is read; of a moving image the first picture is shown.`,
  )
const limit = () => z.int().min(1).max(10_000).exactOptional()

const MomentsJson = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('times'),
      times: z
        .array(span({ seconds: 0, percent: 0 }))
        .min(1)
        .max(100),
    }),
    z.strictObject({
      by: z.literal('interval'),
      every: span({ seconds: 0.04, percent: 0.01 }),
      limit: limit(),
      last: z.boolean().exactOptional().describe('Adds the last picture.'),
    }),
    z.strictObject({ by: z.literal('count'), count: z.int().min(1).max(10_000) }),
    z.strictObject({
      by: z.literal('keyframes'),
      every: z
        .number()
        .min(0.04)
        .max(86_400)
        .transform(seconds)
        .exactOptional()
        .describe('At least so many seconds apart.'),
      limit: limit(),
    }),
    z.strictObject({
      by: z.literal('scenes'),
      threshold: z.number().min(0.01).max(1).default(0.3).describe('Higher wants a harder cut.'),
      limit: limit(),
    }),
    z.strictObject({ by: z.literal('cover') }),
  ])
  .meta({
    id: 'SnapshotMoments',
    description:
      'When pictures are taken: at given times, at even distances, a number of them spread evenly, at key frames, where scenes begin, or one good picture of the first minute (`cover`). Times count from the beginning of the source; percents and distances are of the part that is read.',
  }) satisfies z.ZodType<SnapshotMoments>

const BlackJson = z
  .strictObject({
    amount: z.number().min(1).max(100).default(USUAL_BLACK.amount).describe('Percent of the pixels.'),
    threshold: z.int().min(1).max(255).default(USUAL_BLACK.threshold).describe('Luma below this is black.'),
  })
  .describe('Black pictures are left out.') satisfies z.ZodType<BlackRule>

const noQuality = (value: { format?: string; quality?: number }, context: z.RefinementCtx): void => {
  if (value.quality === undefined || (value.format !== 'png' && value.format !== 'gif')) return
  context.addIssue({ code: 'custom', message: `${value.format} has no quality`, path: ['quality'] })
}

export const SnapshotsJson = z
  .strictObject({
    kind: z.literal('snapshots'),
    at: MomentsJson,
    format: z.enum(PICTURE_FORMATS).default('jpeg'),
    quality: quality(),
    size: FrameSizeJson(),
    frames: frames(),
    skipBlack: BlackJson.exactOptional(),
    overlays: overlays('each picture').exactOptional(),
    range: RangeJson.exactOptional(),
  })
  .superRefine(noQuality)
  .meta({
    id: 'SnapshotsSpec',
    description:
      'Single pictures. The key they go to may hold `{number}` and `{time}` (seconds); several pictures under a key with neither get `_{number}`.',
  }) satisfies z.ZodType<SnapshotsSpec>

const EveryJson = z
  .strictObject({
    seconds: z.number().min(0.1).max(86_400).exactOptional(),
    percent: z.number().min(0.1).max(100).exactOptional(),
    count: z.int().min(1).max(10_000).exactOptional(),
  })
  .describe('The distance between pictures in seconds or in percent of the duration, or how many there are.')
  .superRefine(exactlyOne('seconds', 'percent', 'count'))
  .transform(({ seconds: s, percent, count }): SpriteSpec['every'] =>
    s !== undefined ? { seconds: s } : count !== undefined ? { count } : { percent: percent ?? 100 },
  )

/** JPEG cannot say much more, and no player wants it. */
const MAX_SHEET_SIDE = 16_384

export const SpriteJson = z
  .strictObject({
    kind: z.literal('sprite'),
    every: EveryJson,
    columns: z.int().min(1).max(100).default(10),
    rows: z.int().min(1).max(100).default(10),
    tileWidth: z.int().min(16).max(4096).exactOptional(),
    tileHeight: z.int().min(16).max(4096).exactOptional(),
    tileBy: z
      .enum(['sides', 'long-short'])
      .exactOptional()
      .describe(
        '`long-short`: `tileWidth` is the long side of a picture and `tileHeight` the short one, whichever way it stands.',
      ),
    fill: z
      .enum(['stretch', 'pad-black', 'pad-white', 'crop'])
      .exactOptional()
      .describe('Absent: `pad-black`.'),
    format: z.enum(PICTURE_FORMATS).exactOptional().describe('Absent: `jpeg`.'),
    quality: quality(),
    padding: z.int().min(0).max(100).exactOptional().describe('Pixels between pictures.'),
    margin: z.int().min(0).max(100).exactOptional().describe('Pixels around the sheet.'),
    ground: z
      .string()
      .regex(/^[0-9a-f]{6}$/, 'not a colour such as "ffffff"')
      .exactOptional(),
    frames: frames(),
    overlays: overlays('each small picture').exactOptional(),
    range: RangeJson.exactOptional(),
  })
  .superRefine(({ columns, rows, tileWidth = 0, tileHeight = 0 }, context) => {
    if (columns * tileWidth > MAX_SHEET_SIDE || rows * tileHeight > MAX_SHEET_SIDE)
      context.addIssue({
        code: 'custom',
        message: `a sheet is at most ${MAX_SHEET_SIDE} pixels wide and high`,
        path: [columns * tileWidth > MAX_SHEET_SIDE ? 'columns' : 'rows'],
      })
  })
  .superRefine(noQuality)
  .transform(({ tileWidth, tileHeight, ...rest }): SpriteSpec => {
    if (tileWidth !== undefined && tileHeight !== undefined) return { ...rest, tileWidth, tileHeight }
    if (tileWidth !== undefined) return { ...rest, tileWidth }
    return tileHeight === undefined ? { ...rest, tileWidth: 160, tileHeight: 90 } : { ...rest, tileHeight }
  })
  .meta({
    id: 'SpriteSpec',
    description:
      'Contact sheets of small pictures, with a WebVTT index. A missing side of a picture follows from the aspect ratio; both missing make it 160x90.',
  })

export const AnimationJson = z
  .strictObject({
    kind: z.literal('animation'),
    format: z.enum(ANIMATION_FORMATS).default('gif'),
    frameRate: FrameRateJson('Each frame is shown equally long.').prefault(10),
    size: FrameSizeJson(),
    plays: z.int().min(0).max(1000).default(0).describe('How often it is played; 0 is for ever.'),
    quality: quality(),
    overlays: OverlaysJson.describe(
      'Drawn on the finished picture, in this order: watermarks, mosaics.',
    ).exactOptional(),
    range: RangeJson.exactOptional(),
  })
  .superRefine(noQuality)
  .meta({
    id: 'AnimationSpec',
    description: 'One moving picture without sound: an animated GIF or WebP.',
  }) satisfies z.ZodType<AnimationSpec>
