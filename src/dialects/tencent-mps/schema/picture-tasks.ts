import { z } from 'zod'
import type { Span } from '../../../domain/picture-spec.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { taskOutputStorage } from './locations.ts'
import { numberFormat } from './number-format.ts'
import { int, optionalList, optionalNumber, optionalText } from './scalars.ts'
import { stillWatermarkSet } from './watermarks.ts'

const UNPUBLISHED = 'internal extension parameters are not published'
const MAX_MOMENTS = 100

/** `3.5s` or `10%` */
const moment = z.string().transform((text, context): Span => {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,6})?)(s|%)$/.exec(text) ?? []
  const value = Number(number)
  if (unit === 's') return { seconds: value }
  if (unit === '%' && value <= 100) return { percent: value }
  context.addIssue({ code: 'custom', message: 'not a time such as "3.5s" or "10%"' })
  return z.NEVER
})

const where = {
  OutputStorage: taskOutputStorage,
  OutputObjectPath: honoured(optionalText(1024)),
}

/** https://www.tencentcloud.com/document/api/1041/33690#AnimatedGraphicTaskInput */
export const animatedGraphicTaskInput = z.strictObject({
  Definition: honoured(int(1)),
  StartTimeOffset: honoured(optionalNumber(0)),
  EndTimeOffset: honoured(optionalNumber(0)),
  ...where,
  ExtInfo: refused(UNPUBLISHED),
})
export type AnimatedGraphicTaskInput = z.output<typeof animatedGraphicTaskInput>

/** https://www.tencentcloud.com/document/api/1041/33690#SnapshotByTimeOffsetTaskInput */
export const snapshotByTimeOffsetTaskInput = z.strictObject({
  Definition: honoured(int(1)),
  ExtTimeOffsetSet: honoured(optionalList(moment, MAX_MOMENTS)),
  TimeOffsetSet: honoured(optionalList(z.number().min(0), MAX_MOMENTS)),
  WatermarkSet: stillWatermarkSet,
  ...where,
  ObjectNumberFormat: numberFormat,
  ExtInfo: refused(UNPUBLISHED),
})
export type SnapshotByTimeOffsetTaskInput = z.output<typeof snapshotByTimeOffsetTaskInput>

/** https://www.tencentcloud.com/document/api/1041/33690#SampleSnapshotTaskInput */
export const sampleSnapshotTaskInput = z.strictObject({
  Definition: honoured(int(1)),
  WatermarkSet: stillWatermarkSet,
  ...where,
  ObjectNumberFormat: numberFormat,
  ExtInfo: refused(UNPUBLISHED),
})
export type SampleSnapshotTaskInput = z.output<typeof sampleSnapshotTaskInput>
