import { z } from 'zod'

const text = z.string().optional()
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const wholeNumber = z.int().min(0)

export const TASK_STATES = [
  ...(['Processing', 'Partial', 'CompleteAllSucc', 'CompleteAllFail', 'CompletePartialSucc'] as const),
] as const
export const JOB_STATES = ['Transcoding', 'TranscodeSuccess', 'TranscodeFail'] as const

/** Numbers of a picture are texts, sizes and progress are numbers; lists of streams are JSON in a text. */
const outputFile = z.strictObject({
  ...{ OutputFileUrl: z.string(), Format: z.string(), Width: text, Height: text, Fps: text },
  ...{ Bitrate: text, Duration: text, Filesize: wholeNumber, Encryption: text },
  WatermarkIdList: z.array(z.string()),
  ...{ VideoStreamList: z.string(), AudioStreamList: z.string(), SubtitleStreamList: z.string() },
})
export type OutputFileAnswer = z.input<typeof outputFile>

const ends = { CreationTime: time, CompleteTime: time.optional() }
const failure = { ErrorCode: text, ErrorMessage: text }

export const job = z.strictObject({
  ...{ TranscodeJobId: z.string(), TranscodeTemplateId: text, Definition: text },
  TranscodeJobStatus: z.enum(JOB_STATES),
  TranscodeProgress: wholeNumber,
  ...ends,
  ...{ InputFileUrl: z.string(), Priority: z.string() },
  ...failure,
  OutputFile: outputFile.optional(),
})
export type JobAnswer = z.input<typeof job>

const taskHead = {
  ...{ TranscodeTaskId: z.string(), VideoId: text, TranscodeTemplateGroupId: text },
  ...{ TaskStatus: z.enum(TASK_STATES), Trigger: z.enum(['Auto', 'Manual']) },
  ...ends,
}
export const listedTask = z.strictObject(taskHead)
export type ListedTask = z.input<typeof listedTask>
export const wholeTask = z.strictObject({ ...taskHead, TranscodeJobInfoList: z.array(job) })
export type WholeTask = z.input<typeof wholeTask>

const jobSummary = z.strictObject({
  ...{ TranscodeTemplateId: text, Definition: text, TranscodeJobStatus: z.enum(JOB_STATES) },
  TranscodeProgress: wholeNumber,
  ...ends,
  ...failure,
  ...{ Format: text, Width: text, Height: text, Fps: text, Bitrate: text, Duration: text },
  ...{ Filesize: wholeNumber.optional(), Encryption: text, WatermarkIdList: z.array(z.string()).optional() },
})
export type JobSummary = z.input<typeof jobSummary>
export const summary = z.strictObject({
  ...{ VideoId: z.string(), TranscodeTemplateGroupId: text, TranscodeStatus: z.enum(TASK_STATES) },
  ...ends,
  TranscodeJobInfoSummaryList: z.array(jobSummary),
})
export type Summary = z.input<typeof summary>
