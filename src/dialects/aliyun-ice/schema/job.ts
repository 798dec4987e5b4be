import { z } from 'zod'

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const text = z.string().optional()

/** All values are text. Video and audio members are spelt differently by the service, and clients look for exactly these. */
const videoStream = z.strictObject({
  ...{ Index: z.string(), Codec_name: z.string(), Codec_long_name: text, Profile: text, Level: text },
  ...{ Width: z.string(), Height: z.string(), Sar: text, Dar: text, PixFmt: z.string(), Rotate: z.string() },
  ...{
    Fps: text,
    Avg_fps: text,
    Bit_rate: text,
    Duration: text,
    Start_time: text,
    NumFrames: text,
    Lang: text,
  },
})
const audioStream = z.strictObject({
  ...{ Index: z.string(), CodecName: z.string(), CodecLongName: text, SampleRate: z.string() },
  ...{
    Channels: z.string(),
    ChannelLayout: text,
    Bitrate: text,
    Duration: text,
    StartTime: text,
    Lang: text,
  },
})
export const outFileMeta = z.strictObject({
  FileBasicInfo: z.strictObject({
    ...{
      FileName: z.string(),
      FileStatus: z.literal('Normal'),
      FileType: z.enum(['transcode_file', 'source_file']),
    },
    ...{ FileUrl: z.string(), FileSize: z.string(), FormatName: z.string(), Duration: z.string() },
    ...{ Bitrate: z.string(), Width: text, Height: text },
  }),
  VideoStreamInfoList: z.array(videoStream),
  AudioStreamInfoList: z.array(audioStream),
})
export type OutFileMeta = z.input<typeof outFileMeta>

const part = {
  TaskId: z.string(),
  Name: text,
  Code: text,
  Message: text,
  CreateTime: time,
  FinishTime: time.optional(),
}
const outputDetail = z.strictObject({
  ...part,
  Status: z.enum(['Init', 'Scheduled', 'Success', 'Failed', 'Skipped']),
  Result: z
    .strictObject({
      OutputFile: z.strictObject({ Type: z.literal('OSS'), Media: z.string(), Url: z.string() }),
      OutFileMeta: outFileMeta.optional(),
    })
    .optional(),
})
export type OutputDetail = z.input<typeof outputDetail>
const groupDetail = z.strictObject({
  ...part,
  Status: z.enum(['Init', 'Running', 'Success', 'Failed', 'Skipped']),
  Outputs: z.array(outputDetail),
})
export type GroupDetail = z.input<typeof groupDetail>

const head = {
  ...{ RequestId: text, ClientToken: text, JobId: z.string(), PipelineId: text, UserData: text },
  Config: z.record(z.string(), z.unknown()),
  State: z.enum(['Inited', 'Running', 'Complete', 'Error', 'Cancelled']),
  ...{ Code: text, Message: text },
}
const details = { OutputDetails: z.array(outputDetail), OutputGroupDetails: z.array(groupDetail) }
const times = { CreateTime: time, FinishTime: time.optional() }

/** https://www.alibabacloud.com/help/en/ims/developer-reference/struct-mediaconvertjob: three operations show three cuts of it. */
export const submittedJob = z.strictObject({ ...head, ...details })
export const wholeJob = z.strictObject({ ...head, ...details, ...times, Percent: z.int() })
export const listedJob = z.strictObject({ ...head, ...times })
export type WholeJob = z.input<typeof wholeJob>
export type ListedJob = z.input<typeof listedJob>
