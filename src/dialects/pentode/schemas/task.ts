import { z } from 'zod'
import { ANIMATION_FORMATS } from '../../../domain/picture-spec.ts'
import { IsoTimeOut, listOf } from './fields.ts'
import { MediaInfoOut } from './media-info.ts'
import { OutputSpecJson } from './output-spec.ts'
import { ProblemOut, WarningOut } from './problem.ts'
import { SourceOut } from './source.ts'

export const TASK_STATUSES = [
  'queued',
  'running',
  'succeeded',
  'partly-failed',
  'failed',
  'cancelled',
] as const
const OUTPUT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const

const percent = z.number().min(0).max(100)

const FileOut = z
  .object({
    role: z
      .enum([
        ...(['file', 'master', 'manifest', 'playlist', 'init', 'segment', 'subtitles', 'key'] as const),
        ...(['sheet', 'vtt', 'picture'] as const),
      ])
      .describe('`master` is the HLS entry playlist, `manifest` the one of DASH.'),
    bucket: z.string(),
    key: z.string(),
    size: z.number(),
    md5: z.string().optional(),
    url: z.string().describe('Download path on this server.'),
  })
  .meta({ id: 'OutputFile' })

const figure = (meaning: string) =>
  z
    .object({
      mean: z.number().nullable(),
      worst: z.number().nullable().describe('The mean of the one second that is worst.'),
      worstAt: z.number().describe('Where that second begins, in seconds from the first picture.'),
    })
    .describe(meaning)
    .optional()

const QualityOut = z
  .object({
    frames: z.number().describe('How many were compared.'),
    ssim: figure('Structural similarity over all planes, up to 1.'),
    psnr: figure('In dB, over all planes; null where nothing differs at all.'),
    vmaf: figure('0 to 100, by the model `vmaf_v0.6.1`.'),
  })
  .meta({
    id: 'Quality',
    description:
      'The finished picture held against the source: every frame, at the size of the output, the source brought to the same part, rate and colours, with the same things drawn on it. So it is the loss of the encode.',
  })

const ResultOut = z
  .object({
    size: z.number().describe('Bytes of all files together.'),
    files: listOf(FileOut).describe('The main file first. Segments are listed with `files=all` only.'),
    segments: z
      .object({ count: z.number(), size: z.number() })
      .optional()
      .describe('The media segments, summed up.'),
    media: MediaInfoOut.optional(),
    renditions: listOf(
      z.object({
        name: z.string(),
        key: z.string(),
        url: z.string(),
        averageBitrate: z.number(),
        peakBitrate: z.number(),
        segments: z.number(),
        media: MediaInfoOut,
        quality: QualityOut.optional(),
      }),
    ).optional(),
    quality: QualityOut.optional().describe('Of a single file.'),
    warnings: listOf(WarningOut).optional().describe('What is less than it might be, and why.'),
    sprite: z.object({ count: z.number(), tileWidth: z.number(), tileHeight: z.number() }).optional(),
    pictures: listOf(
      z.object({
        key: z.string(),
        url: z.string(),
        time: z.number().describe('When it is on screen in the source, in seconds.'),
        width: z.number(),
        height: z.number(),
        size: z.number(),
      }),
    )
      .describe('Snapshots, in order of time.')
      .optional(),
    animation: z
      .object({
        format: z.enum(ANIMATION_FORMATS),
        width: z.number(),
        height: z.number(),
        frames: z.number(),
        duration: z.number().describe('Of one playing, in seconds.'),
        plays: z.number().describe('How often it is played; 0 is for ever.'),
      })
      .optional(),
  })
  .meta({ id: 'OutputResult', description: 'Facts of the finished output, measured on its files.' })

const OutputOut = z
  .object({
    index: z.number(),
    name: z.string(),
    template: z.string().optional(),
    status: z.enum(OUTPUT_STATUSES),
    progress: percent,
    spec: OutputSpecJson,
    destination: z.object({ bucket: z.string(), key: z.string() }),
    startedAt: IsoTimeOut.optional(),
    finishedAt: IsoTimeOut.optional(),
    problem: ProblemOut.optional(),
    result: ResultOut.optional(),
  })
  .meta({ id: 'Output' })
export type OutputJson = z.input<typeof OutputOut>

/** A task as the native API shows it. */
export const TaskOut = z
  .object({
    id: z.string(),
    serial: z.number(),
    dialect: z.string().describe('The API it was submitted through.'),
    status: z.enum(TASK_STATUSES),
    progress: percent.describe('Never goes back, but for a retry that is asked for.'),
    speed: z.number().optional().describe('Source seconds per second, while it runs.'),
    eta: z
      .number()
      .optional()
      .describe('Seconds to go, from the speed measured so far. Absent while it is not known.'),
    cancelRequested: z.boolean(),
    source: SourceOut,
    priority: z.number(),
    clientToken: z.string().optional(),
    userData: z.string().optional(),
    createdAt: IsoTimeOut,
    startedAt: IsoTimeOut.optional(),
    finishedAt: IsoTimeOut.optional(),
    media: MediaInfoOut.optional(),
    problem: ProblemOut.optional(),
    outputs: listOf(OutputOut),
  })
  .meta({ id: 'Task' })
export type TaskJson = z.input<typeof TaskOut>

export const TaskPage = z
  .object({
    tasks: listOf(TaskOut),
    nextPage: z.string().optional().describe('Give it back as `page`. Absent: this was the last one.'),
  })
  .meta({ id: 'TaskPage' })
