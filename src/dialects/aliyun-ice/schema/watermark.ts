import { z } from 'zod'
import { imagePlace, optionalOffset, optionalSide } from '../../../wire/aliyun/image-watermark.ts'
import { optionalChoice, optionalText } from '../../../wire/aliyun/scalars.ts'
import { textStyle } from '../../../wire/aliyun/text-watermark.ts'
import { honoured } from '../../../wire/fields.ts'
import { location } from './location.ts'

/** A template of type 4, with the image in it. */
export const imageWatermark = z.strictObject({ ...imagePlace, File: location })
export type ImageWatermark = z.output<typeof imageWatermark>

/** A watermark of one output: a template's, with another place or look; or words alone, which take no template. */
export const watermark = z.strictObject({
  Type: honoured(optionalChoice(['Image', 'Text'])),
  TemplateId: honoured(optionalText(64)),
  X: honoured(optionalOffset()),
  Y: honoured(optionalOffset()),
  Width: honoured(optionalSide()),
  Height: honoured(optionalSide()),
  ...textStyle,
})
export type Watermark = z.output<typeof watermark>
