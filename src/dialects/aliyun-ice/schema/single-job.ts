import { z } from 'zod'
import { json, optionalInt, optionalJson, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, stored } from '../../../wire/fields.ts'
import { location } from './location.ts'

/** What jobs of one input are asked with; structures come as JSON text. */
export const inputRequest = {
  Name: stored(optionalText(256)),
  Input: json(location),
  UserData: stored(optionalText(4096)),
}
/** Those that make something of it by a template, some of which is overwritten. */
export const templateRequest = <T extends z.ZodType>(config: T) => ({
  ...inputRequest,
  Output: json(location),
  TemplateConfig: json(
    z.strictObject({ TemplateId: honoured(text(64)), OverwriteParams: optionalJson(config) }),
  ),
})
export const pipelineId = honoured(optionalText(64))
export const schedule = optionalJson(
  z.strictObject({ PipelineId: pipelineId, Priority: honoured(optionalInt(1, 10)) }),
)

/** What lists show of such a job; a whole one tells bucket and object apart, too. */
const optional = z.string().optional()
const place = z.strictObject({ Type: z.literal('OSS'), Media: z.string() })
const wholePlace = place.extend({
  OssFile: z.strictObject({ Bucket: z.string(), Object: z.string() }).optional(),
})
export const jobHead = {
  ...{ JobId: z.string(), Name: optional, Status: z.enum(['Init', 'Success', 'Fail']) },
  ...{ TemplateId: optional, PipelineId: optional, TriggerSource: z.literal('API') },
  ...{ CreateTime: z.string(), SubmitTime: z.string(), FinishTime: optional, ModifiedTime: z.string() },
}
export const listedJob = { ...jobHead, Input: place.optional(), Output: place }
export const wholeJob = {
  ...{ ...jobHead, Input: wholePlace.optional(), Output: wholePlace },
  ...{ TemplateConfig: optional, Code: optional, Message: optional, UserData: optional },
}
