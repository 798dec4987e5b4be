import { z } from 'zod'

const outcome = { status: z.enum(['PROCESSING', 'SUCCESS', 'FAIL']), errCode: z.int(), message: z.string() }
/** Absent for an output of another API. */
const definition = z.int().optional()
const picture = z.strictObject({ timeOffset: z.int(), url: z.string() })

/** Parts of a procedure that are pictures. `output` only of one that succeeded. */
export const PICTURE_TASKS = [
  z.strictObject({
    taskType: z.literal('AnimatedGraphics'),
    ...outcome,
    input: z.strictObject({ definition, startTime: z.int(), endTime: z.int() }),
    output: z
      .strictObject({
        url: z.string(),
        container: z.string(),
        fps: z.int(),
        height: z.int(),
        width: z.int(),
      })
      .optional(),
  }),
  z.strictObject({
    taskType: z.literal('SampleSnapshot'),
    ...outcome,
    input: z.strictObject({ definition }),
    output: z.strictObject({ imageUrls: z.array(z.string()) }).optional(),
  }),
  z.strictObject({
    taskType: z.literal('SnapshotByTimeOffset'),
    ...outcome,
    /** Milliseconds. */
    input: z.strictObject({ definition, timeOffset: z.array(z.int()) }),
    output: z.strictObject({ imgInfo: z.array(picture) }).optional(),
  }),
  z.strictObject({
    taskType: z.literal('CoverBySnapshot'),
    ...outcome,
    input: z.strictObject({
      definition,
      positionType: z.enum(['Percent', 'Time']).optional(),
      position: z.number().optional(),
    }),
    output: z.strictObject({ imageUrl: z.string() }).optional(),
  }),
  z.strictObject({
    taskType: z.literal('ImageSprites'),
    ...outcome,
    input: z.strictObject({ definition }),
    output: z
      .strictObject({ totalCount: z.int(), urlList: z.array(z.string()), webVttUrl: z.string() })
      .optional(),
  }),
] as const
export type PictureTask = z.input<(typeof PICTURE_TASKS)[number]>
