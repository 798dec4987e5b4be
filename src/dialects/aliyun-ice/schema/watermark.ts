import { z } from 'zod'
import { optionalChoice, optionalObject, optionalText } from '../../../wire/aliyun/scalars.ts'
import { textStyle } from '../../../wire/aliyun/text-watermark.ts'
import { honoured } from '../../../wire/fields.ts'
import { numeric, optional } from '../../../wire/scalars.ts'
import { location } from './location.ts'

/** Whole pixels, or a share of the picture's side below 1. */
const measure = (least: number) =>
  z.number().refine((n) => (n > 0 && n < 1) || (Number.isInteger(n) && n >= least && n <= 4096), {
    message: `it must be ${least} to 4096 pixels, or a share between 0 and 1`,
    params: { problem: 'value-out-of-range' },
  })
const side = () => z.preprocess(numeric, measure(8))
const optionalSide = () => optional(measure(8), numeric)
const optionalOffset = () => optional(measure(0), numeric)

/**
 * A template of type 4, with the image in it.
 * https://help.aliyun.com/en/ims/user-guide/image-watermark-template
 */
export const imageWatermark = z.strictObject({
  Width: honoured(side()),
  Height: honoured(side()),
  Dx: honoured(optionalOffset()),
  Dy: honoured(optionalOffset()),
  ReferPos: honoured(optionalChoice(['TopLeft', 'TopRight', 'BottomLeft', 'BottomRight'])),
  Timeline: optionalObject(
    z.strictObject({
      Start: honoured(optionalText(32).or(z.number())),
      Duration: honoured(optionalText(32).or(z.number())),
    }),
  ),
  File: location,
})
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
