import { z } from 'zod'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { inputObject } from './objects.ts'
import { optionalChoice, optionalList, optionalObject, optionalText } from './scalars.ts'

const NO_TEMPLATES = 'not yet: watermark templates; image_watermark says the same'
const NO_TEXT = 'not yet: texts on the video; an image can be laid over it'
const FIXED = 'a watermark stays where and when it is'
const length = () => honoured(optionalText(16))

/** Lengths and times are texts: whole numbers are pixels, or seconds; `0.25` is a part of the picture's side. */
const imageWatermark = z.strictObject({
  dx: length(),
  dy: length(),
  width: length(),
  height: length(),
  referpos: honoured(optionalChoice(['TopRight', 'TopLeft', 'BottomRight', 'BottomLeft'])),
  timeline_start: honoured(optionalText(16)),
  timeline_duration: honoured(optionalText(16)),
  image_process: refused('images are laid over the video as they are', ['Original']),
  random_time_min: refused(FIXED),
  random_time_max: refused(FIXED),
  base: ignored(optionalText(16), 'pixels are those of the output; parts of a side are the same in both'),
})
export type ImageWatermark = z.output<typeof imageWatermark>

const MAX_WATERMARKS = 20

export const watermarks = optionalList(
  z.strictObject({
    input: optionalObject(inputObject),
    image_watermark: optionalObject(imageWatermark),
    template_id: refused(NO_TEMPLATES),
    text_context: refused(NO_TEXT),
    text_watermark: refused(NO_TEXT),
  }),
  MAX_WATERMARKS,
)
