import { z } from 'zod'
import { outFileMeta } from './job.ts'
import { inputRequest, schedule } from './single-job.ts'

export const submitMediaInfoRequest = z.strictObject({ ...inputRequest, ScheduleConfig: schedule })
export type SubmitMediaInfoRequest = z.output<typeof submitMediaInfoRequest>

const optional = z.string().optional()
export const mediaInfoJob = z.strictObject({
  ...{ JobId: z.string(), Name: optional, Status: z.enum(['Init', 'Success', 'Fail']), Async: z.boolean() },
  Input: z.strictObject({ Type: z.literal('OSS'), Media: z.string() }).optional(),
  MediaInfoProperty: outFileMeta.optional(),
  ScheduleConfig: z.strictObject({ PipelineId: optional, Priority: z.int() }),
  SubmitResultJson: z.strictObject({ Code: optional, Message: optional }).optional(),
  ...{ SubmitTime: z.string(), FinishTime: optional, TriggerSource: z.literal('API') },
  ...{ RequestId: optional, UserData: optional },
})
