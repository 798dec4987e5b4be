import { z } from 'zod'
import {
  CONTAINERS,
  type FileSpec,
  type OriginalSpec,
  type OutputSpec,
  type SpriteSpec,
} from '../../../domain/output-spec.ts'
import { AudioJson } from './audio.ts'
import { exactlyOne } from './fields.ts'
import { RangeJson } from './range.ts'
import { StreamJson } from './stream.ts'
import { VideoJson } from './video.ts'

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
