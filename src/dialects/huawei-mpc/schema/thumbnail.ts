import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import { outputObject } from './objects.ts'
import { int, optionalChoice, optionalInt, optionalList, optionalObject, optionalText } from './scalars.ts'

const MAX_DOTS = 10
const MAX_SECONDS = 1_000_000

/** https://support.huaweicloud.com/intl/en-us/api-mpc/mpc_04_0017.html, ThumbnailPara */
export const thumbnailParameters = z.strictObject({
  type: honoured(optionalChoice(['TIME', 'DOTS', 'DOTS_MS'])),
  time: honoured(optionalInt(1, 100)),
  start_time: honoured(optionalInt(0, MAX_SECONDS)),
  duration: honoured(optionalInt(0, MAX_SECONDS)),
  dots: honoured(optionalList(int(0, MAX_SECONDS), MAX_DOTS)),
  dots_ms: honoured(optionalList(int(0, MAX_SECONDS * 1000), 1)),
  output_filename: honoured(optionalText(180)),
  format: honoured(optionalChoice([1])),
  width: honoured(optionalInt(96, 3840)),
  height: honoured(optionalInt(96, 2160)),
  max_length: honoured(optionalInt(240, 3840)),
  amount: honoured(optionalInt(1, 100)),
  threshold: honoured(optionalInt(0, 255)),
})
export type ThumbnailParameters = z.output<typeof thumbnailParameters>

export const tar = refused('pictures are files of their own, not packed in one', [1, '1'])

/** Pictures made of a transcoding task's input. */
export const thumbnail = z.strictObject({
  tar,
  out: optionalObject(outputObject),
  params: thumbnailParameters,
})
