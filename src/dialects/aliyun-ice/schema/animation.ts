import { z } from 'zod'
import { ANIMATION_FORMATS } from '../../../domain/picture-spec.ts'
import { optionalBool, optionalChoice, optionalInt, optionalNumber } from '../../../wire/aliyun/scalars.ts'
import { timeSpan } from '../../../wire/aliyun/time-span.ts'
import { honoured } from '../../../wire/fields.ts'
import { listedJob, schedule, templateRequest, wholeJob } from './single-job.ts'

/** https://www.alibabacloud.com/help/en/ims/user-guide/dynamic-drawing-template: a template of type 3, and what overwrites some of it. */
export const animationConfig = z.strictObject({
  Format: honoured(optionalChoice(ANIMATION_FORMATS)),
  Width: honoured(optionalInt(128, 4096)),
  Height: honoured(optionalInt(128, 4096)),
  Fps: honoured(optionalNumber(1, 60)),
  ScanMode: honoured(optionalChoice(['progressive'], { interlaced: 'animations are progressive' })),
  LongShortMode: honoured(optionalBool()),
  TimeSpan: timeSpan(),
})
export type AnimationConfig = z.output<typeof animationConfig>

export const submitAnimationRequest = z.strictObject({
  ...templateRequest(animationConfig),
  ScheduleConfig: schedule,
})
export type SubmitAnimationRequest = z.output<typeof submitAnimationRequest>

export const animationJob = z.strictObject({ ...wholeJob, OutputUrl: z.string().optional() })
export const listedAnimationJob = z.strictObject(listedJob)
