import { z } from 'zod'
import {
  CONTAINERS,
  type FileSpec,
  type OriginalSpec,
  type OutputSpec,
  type SpriteSpec,
  type StreamSpec,
  type TimeRange,
} from '../../../domain/output-spec.ts'
import { seconds } from '../../../domain/units.ts'
import { AudioJson } from './audio.ts'
import { exactlyOne } from './fields.ts'
import { VideoJson } from './video.ts'

const position = () => z.number().min(0).max(604_800).transform(seconds)

const RangeJson = z
  .strictObject({
    start: position().prefault(0),
    end: position().exactOptional(),
  })
  .superRefine(({ start, end }, context) => {
    if (end !== undefined && end <= start)
      context.addIssue({ code: 'custom', message: 'the end is not after the start', path: ['end'] })
  })
  .meta({
    id: 'TimeRange',
    description: 'A part of the source, in seconds; `end` is exclusive, absent means to the end.',
  }) satisfies z.ZodType<TimeRange>

const FileJson = z
  .strictObject({
    kind: z.literal('file'),
    container: z.enum(CONTAINERS),
    video: VideoJson.exactOptional(),
    audio: AudioJson.exactOptional(),
    range: RangeJson.exactOptional(),
  })
  .superRefine(({ video, audio }, context) => {
    if (!video && !audio)
      context.addIssue({ code: 'custom', message: 'a file needs video or audio', path: ['video'] })
  })
  .meta({
    id: 'FileSpec',
    description: 'One file: video with audio, or either alone.',
  }) satisfies z.ZodType<FileSpec>

const RenditionJson = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'not 1 to 32 letters, digits, "-" or "_"'),
  video: VideoJson,
})

const StreamJson = z
  .strictObject({
    kind: z.literal('stream'),
    protocol: z.literal('hls').default('hls'),
    segmentFormat: z.enum(['ts', 'fmp4']).default('fmp4'),
    segmentDuration: z.number().min(1).max(30).transform(seconds).prefault(4).describe('Seconds.'),
    master: z
      .boolean()
      .default(true)
      .describe('`false`: exactly one rendition, whose playlist is the result.'),
    renditions: z.array(RenditionJson).min(1).max(12),
    audio: AudioJson.exactOptional(),
    audioPlacement: z
      .enum(['muxed', 'separate'])
      .default('muxed')
      .describe('In every rendition, or once for all of them.'),
    range: RangeJson.exactOptional(),
  })
  .superRefine(({ master, renditions, audio, audioPlacement }, context) => {
    const refuse = (message: string, path: string) =>
      context.addIssue({ code: 'custom', message, path: [path] })
    if (new Set(renditions.map((r) => r.name)).size < renditions.length)
      refuse('two renditions have the same name', 'renditions')
    if (!master && renditions.length > 1) refuse('several renditions need a master playlist', 'master')
    if (!master && audio && audioPlacement === 'separate')
      refuse('separate audio needs a master playlist', 'audioPlacement')
  })
  .meta({
    id: 'StreamSpec',
    description: 'An HLS stream of one or more renditions.',
  }) satisfies z.ZodType<StreamSpec>

const EveryJson = z
  .strictObject({
    seconds: z.number().min(0.1).max(86_400).exactOptional(),
    percent: z.number().min(0.1).max(100).exactOptional(),
  })
  .describe('The distance between pictures, in seconds or in percent of the duration.')
  .superRefine(exactlyOne('seconds', 'percent'))
  .transform(({ seconds: s, percent }) =>
    s === undefined ? { percent: percent ?? 100 } : { seconds: s },
  ) satisfies z.ZodType<SpriteSpec['every']>

/** JPEG cannot say more, and no player wants it. */
const MAX_SHEET_SIDE = 16_384

const SpriteJson = z
  .strictObject({
    kind: z.literal('sprite'),
    every: EveryJson,
    columns: z.int().min(1).max(100).default(10),
    rows: z.int().min(1).max(100).default(10),
    tileWidth: z.int().min(16).max(1920).default(160),
    tileHeight: z.int().min(16).max(1920).default(90),
    range: RangeJson.exactOptional(),
  })
  .superRefine(({ columns, rows, tileWidth, tileHeight }, context) => {
    if (columns * tileWidth > MAX_SHEET_SIDE || rows * tileHeight > MAX_SHEET_SIDE)
      context.addIssue({
        code: 'custom',
        message: `a sheet is at most ${MAX_SHEET_SIDE} pixels wide and high`,
        path: [columns * tileWidth > MAX_SHEET_SIDE ? 'columns' : 'rows'],
      })
  })
  .meta({
    id: 'SpriteSpec',
    description: 'Contact sheets of small pictures, with a WebVTT index.',
  }) satisfies z.ZodType<SpriteSpec>

const OriginalJson = z.strictObject({ kind: z.literal('original') }).meta({
  id: 'OriginalSpec',
  description: 'The source itself, byte for byte: how a file of elsewhere comes into a bucket.',
}) satisfies z.ZodType<OriginalSpec>

/** What one output is to be. What comes out of the schema is the domain's own spec; the compiler proves it. */
export const OutputSpecJson = z
  .discriminatedUnion('kind', [FileJson, StreamJson, SpriteJson, OriginalJson])
  .meta({ id: 'OutputSpec' }) satisfies z.ZodType<OutputSpec>

export type OutputSpecInput = z.input<typeof OutputSpecJson>
