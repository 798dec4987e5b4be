import { z } from 'zod'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { numeric, optional } from '../../../wire/scalars.ts'
import { int, optionalChoice, optionalFlag, optionalInt, optionalObject } from './scalars.ts'

/** "Not above": a negative value caps what the source has. Here that is done for the picture's size. */
const NOT_ABOVE = 'a negative value ("not above the source’s") can be given for width and height only'

/** From `min` to `max`; a negative one is the service's too, but cannot be done. */
const positive = (number: z.ZodNumber, min: number, max: number) =>
  optional(
    number.max(max).superRefine((value, context) => {
      if (value < 0)
        context.addIssue({ code: 'custom', message: NOT_ABOVE, params: { problem: 'unsupported-parameter' } })
      else if (value < min)
        context.addIssue({ code: 'too_small', minimum: min, origin: 'number', inclusive: true, input: value })
    }),
    numeric,
  )

/** Pixels: 0 for the source's, negative for "not above". */
const side = () =>
  optional(
    z
      .int()
      .min(-4096)
      .max(4096)
      .refine((value) => value === 0 || Math.abs(value) >= 128, 'it must be 0, or 128 to 4096'),
    numeric,
  )

const ALWAYS_PROGRESSIVE = 'pictures are always progressive: interlaced sources are deinterlaced'

const fields = {
  isFiltrateVideo: honoured(optionalFlag()),
  isFiltrateAudio: honoured(optionalFlag()),
  video: optionalObject(
    z.strictObject({
      codec: honoured(optionalChoice(['libx264', 'libx265'])),
      fps: honoured(positive(z.number(), 1, 120)),
      resolutionSelfAdapting: honoured(
        optional(z.enum(['open', 'close']), (value) =>
          value === '1' ? 'open' : value === '0' ? 'close' : value,
        ),
      ),
      width: honoured(side()),
      height: honoured(side()),
      bitrate: honoured(positive(z.int(), 128, 10_000)),
      minGop: honoured(optionalInt(1, 10)),
      maxGop: honoured(optionalInt(1, 10)),
      videoProfile: honoured(
        optional(z.enum(['baseline', 'main', 'high']), (value) =>
          typeof value === 'string' ? value.toLowerCase() : value,
        ),
      ),
      colorSpace: honoured(optionalChoice(['yuv420p', 'yuv420p10le'])),
      deinterlaced: ignored(optionalFlag(), ALWAYS_PROGRESSIVE),
      /** 1: in two passes. */
      videoRateControl: honoured(optionalInt(0, 1)),
    }),
  ),
  audio: optionalObject(
    z.strictObject({
      codec: honoured(optionalChoice(['libfdk_aac', 'libmp3lame'])),
      bitrate: honoured(positive(z.int(), 26, 256)),
      soundSystem: honoured(optionalInt(1, 2)),
      sampleRate: honoured(optional(z.literal([44_100, 48_000], 'it must be 44100 or 48000'), numeric)),
      audioResampler: refused('samples are converted by FFmpeg’s own resampler'),
      audioDownmixMode: refused('channels are mixed down by FFmpeg’s own matrix', ['0']),
    }),
  ),
  denoise: optionalObject(z.strictObject({ enable: refused('pictures are not denoised', ['0']) })),
}

/** A text of the caller's own, less than `max` bytes. An empty one is a value here: it takes an earlier text away. */
const label = (max: number) =>
  z
    .string()
    .refine((value) => Buffer.byteLength(value) < max, `it must be less than ${max} bytes long`)
    .optional()

const labels = { name: stored(label(64)), comment: stored(label(256)) }

const CONTAINERS = ['mp4', 'flv', 'hls'] as const

export const createTemplateRequest = z.strictObject({
  ...labels,
  container: honoured(z.enum(CONTAINERS)),
  ...fields,
})
export type CreateTemplateRequest = z.output<typeof createTemplateRequest>

export const updateTemplateRequest = z.strictObject({
  definition: honoured(int(1, Number.MAX_SAFE_INTEGER)),
  ...labels,
  container: honoured(optional(z.enum(CONTAINERS))),
  ...fields,
})
export type UpdateTemplateRequest = z.output<typeof updateTemplateRequest>

/** What is kept of a template, and what a built-in one is made of: these also have sound alone, and copies. */
const kept = z.object({
  container: z.enum([...CONTAINERS, 'mp3', 'm4a']),
  isFiltrateVideo: z.boolean().optional(),
  isFiltrateAudio: z.boolean().optional(),
  video: z
    .object({
      codec: z.enum(['libx264', 'libx265', 'copy']).optional(),
      fps: z.number().optional(),
      resolutionSelfAdapting: z.enum(['open', 'close']).optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      bitrate: z.number().optional(),
      minGop: z.number().optional(),
      maxGop: z.number().optional(),
      videoProfile: z.enum(['baseline', 'main', 'high']).optional(),
      colorSpace: z.enum(['yuv420p', 'yuv420p10le']).optional(),
      deinterlaced: z.boolean().optional(),
      videoRateControl: z.number().optional(),
    })
    .optional(),
  audio: z
    .object({
      codec: z.enum(['libfdk_aac', 'libmp3lame', 'copy']).optional(),
      bitrate: z.number().optional(),
      soundSystem: z.number().optional(),
      sampleRate: z.number().optional(),
    })
    .optional(),
})
export type Parameters = z.output<typeof kept>
export const readParameters = (params: unknown): Parameters => kept.parse(params)
