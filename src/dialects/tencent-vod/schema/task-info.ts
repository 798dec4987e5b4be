import { z } from 'zod'
import { PICTURE_TASKS } from './picture-tasks.ts'

const videoStream = z.strictObject({
  bitrate: z.int().optional(),
  height: z.int(),
  width: z.int(),
  codec: z.string(),
  fps: z.int(),
})
const audioStream = z.strictObject({ codec: z.string(), samplingRate: z.int(), bitrate: z.int().optional() })

/** Bytes, bit/s, pixels and whole seconds. */
const file = {
  size: z.int(),
  container: z.string(),
  bitrate: z.int(),
  height: z.int(),
  width: z.int(),
  /** Absent where the file was not hashed. */
  md5: z.string().optional(),
  duration: z.int(),
  videoStreamList: z.array(videoStream),
  audioStreamList: z.array(audioStream),
}
export const metaData = z.strictObject({ ...file, rotate: z.int() })
export type MetaData = z.input<typeof metaData>

const status = z.enum(['PROCESSING', 'SUCCESS', 'FAIL'])
const outcome = { status, errCode: z.int(), message: z.string() }
/** Absent for an output of another API. */
const definition = z.int().optional()

/** One part of a procedure: https://cloud.tencent.com/document/product/266/9636. `output` only of one that succeeded. */
export const processTask = z.discriminatedUnion('taskType', [
  z.strictObject({
    taskType: z.literal('Transcode'),
    ...outcome,
    input: z.strictObject({ definition, watermark: z.literal(0) }),
    output: z.strictObject({ url: z.string(), ...file }).optional(),
  }),
  ...PICTURE_TASKS,
  z.strictObject({
    taskType: z.literal('PullFile'),
    ...outcome,
    input: z.strictObject({}),
    output: z.strictObject({ fileSize: z.int(), url: z.string() }).optional(),
  }),
])
export type ProcessTask = z.input<typeof processTask>

const ids = { vodTaskId: z.string(), fileId: z.string().optional() }

const procedure = z.strictObject({
  ...ids,
  status: z.enum(['PROCESSING', 'FINISH']),
  errCode: z.int(),
  message: z.string(),
  /** From the moment it is measured. */
  metaData: metaData.optional(),
  processTaskList: z.array(processTask),
})
export type Procedure = z.input<typeof procedure>

/** https://cloud.tencent.com/document/product/266/7832 */
const transcode = z.strictObject({
  ...ids,
  status: z.int(),
  errCode: z.int(),
  message: z.string(),
  fileName: z.string().optional(),
  duration: z.int().optional(),
  /** Of a file that has a cover. */
  coverUrl: z.string().optional(),
  playSet: z.array(
    z.strictObject({
      url: z.string(),
      definition,
      vbitrate: z.int(),
      vheight: z.int(),
      vwidth: z.int(),
    }),
  ),
})
export type Transcode = z.input<typeof transcode>

/** https://cloud.tencent.com/document/product/266/10157 */
const clipVideo = z.strictObject({
  vodTaskId: z.string(),
  srcFileId: z.string().optional(),
  /** Once it is at its end; of a failure only why. */
  fileInfo: z
    .strictObject({
      fileType: z.literal('mp4').optional(),
      status: z.int(),
      message: z.string(),
      fileId: z.string().optional(),
      fileUrl: z.string().optional(),
    })
    .optional(),
})
export type ClipVideo = z.input<typeof clipVideo>

/** https://cloud.tencent.com/document/product/266/7834: an entry for each type, once all is at its end. */
const concatFile = z.strictObject({
  vodTaskId: z.string(),
  message: z.string(),
  fileInfo: z.array(
    z.strictObject({
      fileType: z.enum(['mp4', 'm3u8']),
      status: z.int(),
      message: z.string(),
      fileId: z.string().optional(),
      fileUrl: z.string().optional(),
    }),
  ),
})
export type ConcatFile = z.input<typeof concatFile>

/** https://cloud.tencent.com/document/product/266/7831 */
const pull = z.strictObject({
  ...ids,
  /** Once it is at its end. */
  status: z.int().optional(),
  message: z.string(),
  fileUrl: z.string().optional(),
  transcodeTaskId: z.string().optional(),
})
export type Pull = z.input<typeof pull>

const head = {
  status: z.enum(['WAITING', 'PROCESSING', 'FINISH']),
  createTime: z.int(),
  beginProcessTime: z.int(),
  finishTime: z.int(),
}

/** `data` is what the event of the type says; there is none of a task that waits. */
export const taskInfo = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('procedure'), ...head, data: procedure.optional() }),
  z.strictObject({ type: z.literal('transcode'), ...head, data: transcode.optional() }),
  z.strictObject({ type: z.literal('clipVideo'), ...head, data: clipVideo.optional() }),
  z.strictObject({ type: z.literal('concatFile'), ...head, data: concatFile.optional() }),
  z.strictObject({ type: z.literal('pull'), ...head, data: pull.optional() }),
])
export type TaskInfo = z.input<typeof taskInfo>
