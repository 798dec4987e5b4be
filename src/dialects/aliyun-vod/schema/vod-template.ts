import { z } from 'zod'
import { ANIMATION_FORMATS } from '../../../domain/picture-spec.ts'
import {
  choice,
  json,
  optionalInt,
  optionalJson,
  optionalNumber,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { timeSpan } from '../../../wire/aliyun/time-span.ts'
import { honoured, ignored, refused, stored } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'
import { snapshotTemplateConfig } from './snapshots.ts'

const motion = {
  Video: optionalJson(
    z.strictObject({
      Width: honoured(optionalInt(128, 4096)),
      Height: honoured(optionalInt(128, 4096)),
      Fps: honoured(optionalNumber(0.1, 60)),
    }),
  ),
  Clip: optionalJson(z.strictObject({ TimeSpan: timeSpan() })),
}
const container = z.strictObject({ Format: honoured(choice(ANIMATION_FORMATS)) })
const cover = refused('videos keep the covers they come with', [false, 'false'])

/** https://www.alibabacloud.com/help/en/vod/developer-reference/basic-structures: DynamicImageTemplateConfig. */
export const animationTemplateConfig = z.strictObject({
  ...{ Name: stored(optionalText(128)), ...motion, Container: json(container), SetDefaultCover: cover },
})
export type AnimationTemplateConfig = z.output<typeof animationTemplateConfig>

/** What one submission changes of a template. */
const animationOverride = z.strictObject({
  ...{ Name: stored(optionalText(128)), ...motion, Container: optionalJson(container) },
  SetDefaultCover: cover,
  Watermarks: refused('templates of animations name no watermarks that could be changed'),
})
export type AnimationOverride = z.output<typeof animationOverride>

/** What each type of template is told with. */
export const CONFIGS = { Snapshot: snapshotTemplateConfig, DynamicImage: animationTemplateConfig } as const
export type VodTemplateType = keyof typeof CONFIGS
const anyConfig = z.union([snapshotTemplateConfig, animationTemplateConfig])

const appId = ignored(optionalText(64), 'a project is one application')
const type = honoured(choice(['Snapshot', 'DynamicImage']))
const id = honoured(text(64))

export const addRequest = z.strictObject({
  ...{ Name: stored(text(128)), TemplateType: type, TemplateConfig: json(anyConfig), AppId: appId },
})
export const updateRequest = z.strictObject({
  ...{ VodTemplateId: id, Name: stored(optionalText(128)), TemplateConfig: optional(json(anyConfig)) },
})
export const oneRequest = z.strictObject({ VodTemplateId: id })
export const listRequest = z.strictObject({ TemplateType: type, AppId: appId })

export const vodTemplateInfo = z.strictObject({
  ...{ VodTemplateId: z.string(), Name: z.string(), TemplateType: z.enum(['Snapshot', 'DynamicImage']) },
  ...{ IsDefault: z.literal('NotDefault'), TemplateConfig: z.string() },
  ...{ CreationTime: z.string(), ModifyTime: z.string() },
})

export const submitAnimationRequest = z.strictObject({
  VideoId: id,
  DynamicImageTemplateId: id,
  OverrideParams: optionalJson(animationOverride),
})

export const dynamicImage = z.strictObject({
  ...{ VideoId: z.string(), DynamicImageId: z.string(), JobId: z.string(), CreationTime: z.string() },
  ...{ FileURL: z.string(), Width: z.string(), Height: z.string(), Duration: z.string() },
  ...{ Format: z.enum(ANIMATION_FORMATS), FileSize: z.string(), Fps: z.string() },
})
