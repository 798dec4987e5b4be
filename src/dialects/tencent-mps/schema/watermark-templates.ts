import { z } from 'zod'
import { drawnColor, drawnText } from '../../../wire/drawn-text.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { numeric, optional } from '../../../wire/scalars.ts'
import { choice, int, optionalChoice, optionalInt, optionalList, optionalText, text } from './scalars.ts'
import { names } from './transcode-templates.ts'
import { NO_SVG, place } from './watermarks.ts'

const NO_IMAGE = 'images of watermarks are objects of a bucket here; a task names one by RawParameter'

/** `24px`. Below 8 the service has sizes of another meaning, which it does not tell. */
const fontSize = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,4})?px$/, 'not a size such as "24px"')
  .refine((size) => Number.parseFloat(size) >= 8 && Number.parseFloat(size) <= 4096, {
    message: 'it must be 8px to 4096px',
    params: { problem: 'value-out-of-range' },
  })
const color = z.string().regex(/^0x/i, 'not a colour such as "0xFFFFFF"').pipe(drawnColor())
const alpha = z.preprocess(numeric, z.number().gt(0).max(1))
const content = drawnText(100)

/** https://www.tencentcloud.com/document/api/1041/33690#TextWatermarkTemplateInput */
const textTemplate = z.strictObject({
  FontType: honoured(text(100)),
  FontSize: honoured(fontSize),
  FontColor: honoured(color),
  FontAlpha: honoured(alpha),
  TextContent: honoured(optional(content)),
})

/** The parameters of a text watermark, as a template keeps them. */
export const textWatermark = z.strictObject({ ...place, TextTemplate: textTemplate })
export type TextWatermark = z.output<typeof textWatermark>

export const createWatermarkTemplateRequest = z.strictObject({
  Type: honoured(choice(['text'], { image: NO_IMAGE, svg: NO_SVG })),
  ...names,
  ...textWatermark.shape,
  ImageTemplate: refused(NO_IMAGE),
  SvgTemplate: refused(NO_SVG),
})

export const modifyWatermarkTemplateRequest = z.strictObject({
  Definition: honoured(int(1)),
  ...names,
  ...place,
  TextTemplate: optional(
    z.strictObject({
      FontType: honoured(optionalText(100)),
      FontSize: honoured(optional(fontSize)),
      FontColor: honoured(optional(color)),
      FontAlpha: honoured(optional(alpha)),
      TextContent: honoured(optional(content)),
    }),
  ),
  ImageTemplate: refused(NO_IMAGE),
  SvgTemplate: refused(NO_SVG),
})

export const deleteWatermarkTemplateRequest = z.strictObject({ Definition: honoured(int(1)) })

export const describeWatermarkTemplatesRequest = z.strictObject({
  Definitions: honoured(optionalList(int(0), 100)),
  Type: honoured(optionalChoice(['image', 'text'])),
  Offset: honoured(optionalInt(0)),
  Limit: honoured(optionalInt(1, 100)),
  Name: honoured(optionalText(64)),
})

/** https://www.tencentcloud.com/document/api/1041/33690#WatermarkTemplate */
export const watermarkTemplate = z.strictObject({
  Definition: z.int(),
  Type: z.literal('text'),
  Name: z.string(),
  Comment: z.string(),
  XPos: z.string(),
  YPos: z.string(),
  ImageTemplate: z.null(),
  TextTemplate: z.strictObject({
    FontType: z.string(),
    FontSize: z.string(),
    FontColor: z.string(),
    FontAlpha: z.number(),
    TextContent: z.string().nullable(),
  }),
  SvgTemplate: z.null(),
  CreateTime: z.string(),
  UpdateTime: z.string(),
  CoordinateOrigin: z.string(),
})
