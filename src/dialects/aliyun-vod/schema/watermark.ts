import { z } from 'zod'
import { imagePlace } from '../../../wire/aliyun/image-watermark.ts'
import { choice, json, optionalList, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { textWatermark } from '../../../wire/aliyun/text-watermark.ts'
import { drawnText } from '../../../wire/drawn-text.ts'
import { honoured, ignored, stored } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'

/** https://www.alibabacloud.com/help/en/vod/developer-reference/watermark-parameters: what each type is told with. */
export const CONFIGS = { Image: z.strictObject(imagePlace), Text: textWatermark } as const
export type WatermarkType = keyof typeof CONFIGS
const config = json(z.union([CONFIGS.Image, CONFIGS.Text]))

const appId = ignored(optionalText(64), 'a project is one application')
const id = honoured(text(64))

export const addRequest = z.strictObject({
  Name: stored(text(128)),
  Type: honoured(choice(['Image', 'Text'])),
  WatermarkConfig: config,
  FileUrl: honoured(optionalText(2048)),
  AppId: appId,
})
export const updateRequest = z.strictObject({
  WatermarkId: id,
  Name: stored(optionalText(128)),
  WatermarkConfig: config,
})
export const oneRequest = z.strictObject({ WatermarkId: id })
export const listRequest = z.strictObject({ AppId: appId })

/** What one submission changes of watermarks: the image of one, the words of another. */
export const overriddenWatermarks = optionalList(
  z.strictObject({
    WatermarkId: id,
    FileUrl: honoured(optionalText(2048)),
    Content: honoured(optional(drawnText())),
  }),
  20,
)
export type OverriddenWatermark = NonNullable<z.output<typeof overriddenWatermarks>>[number]

export const watermarkInfo = z.strictObject({
  ...{ WatermarkId: z.string(), Name: z.string(), Type: z.enum(['Image', 'Text']) },
  IsDefault: z.enum(['Default', 'NotDefault']),
  ...{ FileUrl: z.string().optional(), WatermarkConfig: z.string() },
  ...{ CreationTime: z.string(), AppId: z.string() },
})
