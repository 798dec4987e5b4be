import { z } from 'zod'
import { CORNERS, type Corner } from '../../../domain/overlay-spec.ts'
import { drawnText } from '../../../wire/drawn-text.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { optional } from '../../../wire/scalars.ts'
import { mediaInputInfo } from './locations.ts'
import {
  choice,
  int,
  optionalChoice,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from './scalars.ts'

const NO_TEXT = 'RawParameter has no words; a watermark template (CreateWatermarkTemplate) has'
export const NO_SVG = 'SVG pictures are not drawn here; use a PNG'
/** The service's quota of one task. */
const MAX_OVERLAYS = 10

/** `10%` or `100px` */
const length = () =>
  honoured(
    optionalText(16).superRefine((value, context) => {
      if (value === undefined || /^\d{1,5}(?:\.\d{1,4})?(?:%|px)$/.test(value)) return
      context.addIssue({ code: 'custom', message: 'not a length such as "10%" or "100px"' })
    }),
  )

/** The service's words for the corners, in the order of `CORNERS`. */
export const ORIGINS = ['TopLeft', 'TopRight', 'BottomLeft', 'BottomRight'] as const
export const cornerOf = (origin: (typeof ORIGINS)[number] = 'TopLeft'): Corner =>
  CORNERS[ORIGINS.indexOf(origin)] ?? 'top-left'

export const place = {
  CoordinateOrigin: honoured(optionalChoice(ORIGINS)),
  XPos: length(),
  YPos: length(),
}
const times = { StartTimeOffset: honoured(optionalNumber()), EndTimeOffset: honoured(optionalNumber()) }

/** https://www.tencentcloud.com/document/api/1041/33690#RawWatermarkParameter */
const rawWatermark = z.strictObject({
  Type: honoured(choice(['image'], { text: NO_TEXT, svg: NO_SVG })),
  ...place,
  ImageTemplate: optionalObject(
    z.strictObject({
      ImageContent: mediaInputInfo,
      Width: length(),
      Height: length(),
      RepeatType: honoured(optionalChoice(['once', 'repeat_last_frame', 'repeat'])),
    }),
  ),
})
export type RawWatermark = z.output<typeof rawWatermark>

/** https://www.tencentcloud.com/document/api/1041/33690#WatermarkInput */
const mark = {
  Definition: honoured(int(0)),
  RawParameter: optionalObject(rawWatermark),
  TextContent: honoured(optional(drawnText(100))),
  SvgContent: refused(NO_SVG),
}
const watermarkInput = z.strictObject({ ...mark, ...times })
export type WatermarkInput = z.output<typeof watermarkInput>

const TIMELESS = 'snapshots have their watermarks at all times, as with the service'
const stillWatermark = z.strictObject({
  ...mark,
  StartTimeOffset: ignored(optionalNumber(), TIMELESS),
  EndTimeOffset: ignored(optionalNumber(), TIMELESS),
})

/** https://www.tencentcloud.com/document/api/1041/33690#MosaicInput */
const mosaicInput = z.strictObject({ ...place, Width: length(), Height: length(), ...times })
export type MosaicInput = z.output<typeof mosaicInput>

/** On snapshots. */
export const stillWatermarkSet = optionalList(stillWatermark, MAX_OVERLAYS)
export const watermarkSet = optionalList(watermarkInput, MAX_OVERLAYS)
export const mosaicSet = optionalList(mosaicInput, MAX_OVERLAYS)
