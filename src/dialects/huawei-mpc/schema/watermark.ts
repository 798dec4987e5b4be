import { Buffer, isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { drawnColor, drawnText } from '../../../wire/drawn-text.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'
import { MAX_ID } from '../service.ts'
import { inputObject } from './objects.ts'
import { optionalChoice, optionalInt, optionalList, optionalObject, optionalText } from './scalars.ts'

const FIXED = 'a watermark stays where and when it is'
const length = () => honoured(optionalText(16))

/** Lengths and times are texts: whole numbers are pixels, or seconds; `0.25` is a part of the picture's side. */
const place = {
  dx: length(),
  dy: length(),
  referpos: honoured(optionalChoice(['TopRight', 'TopLeft', 'BottomRight', 'BottomLeft'])),
  timeline_start: honoured(optionalText(16)),
  timeline_duration: honoured(optionalText(16)),
  random_time_min: refused(FIXED),
  random_time_max: refused(FIXED),
  base: ignored(optionalText(16), 'pixels are those of the output; parts of a side are the same in both'),
}
export const imageWatermark = z.strictObject({
  ...place,
  width: length(),
  height: length(),
  image_process: refused('images are laid over the video as they are', ['Original']),
})
const textWatermark = z.strictObject({
  ...place,
  font_name: honoured(optionalText(100)),
  font_size: honoured(optionalInt(4, 120)),
  font_color: honoured(optional(drawnColor())),
})
export type ImageWatermark = z.output<typeof imageWatermark>
export type WatermarkPlace = Pick<z.output<typeof imageWatermark>, keyof typeof place>

/** UTF-8 in base64, as the text that it is. */
const words = z.string().transform((encoded, context): string => {
  const bytes = /^[A-Za-z0-9+/]*={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : undefined
  const read = drawnText().safeParse(bytes && isUtf8(bytes) ? bytes.toString('utf8') : undefined)
  if (read.success) return read.data
  context.addIssue({ code: 'custom', message: 'it must be a text that can be drawn, in UTF-8 and base64' })
  return z.NEVER
})

const MAX_WATERMARKS = 20

/** An image, whose place and size a template says, too; or words. */
const watermark = z.strictObject({
  input: optionalObject(inputObject),
  image_watermark: optionalObject(imageWatermark),
  template_id: honoured(optionalInt(1, MAX_ID)),
  text_context: honoured(optional(words)),
  text_watermark: optionalObject(textWatermark),
})
export type Watermark = z.output<typeof watermark>
export const watermarks = optionalList(watermark, MAX_WATERMARKS)
