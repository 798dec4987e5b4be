import { z } from 'zod'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { mosaic } from './mosaic.ts'
import {
  fileId,
  int,
  optionalFlag,
  optionalInt,
  optionalList,
  optionalObject,
  optionalText,
} from './scalars.ts'

const DEFINITION = int(1, Number.MAX_SAFE_INTEGER)
const MAX_DEFINITIONS = 32
const WEEK = 7 * 86_400

/** `definition.0=10&definition.1=20`, or one without an index. */
const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).min(1).max(max))

export const NO_WATERMARKS = 'no watermark is set up: there are no watermark templates here'
const NO_AI = 'no content is analysed here'

/** https://cloud.tencent.com/document/product/266/9642 */
export const processFileRequest = z.strictObject({
  fileId: honoured(fileId()),
  transcode: optionalObject(
    z.strictObject({
      definition: honoured(listOf(DEFINITION, MAX_DEFINITIONS)),
      watermark: refused(NO_WATERMARKS, ['0']),
      hlsMasterPlaylist: honoured(optionalFlag()),
      disableHigherBitrate: honoured(optionalFlag()),
      idrAlignment: honoured(optionalFlag()),
      drm: refused('the service offers this encryption no longer, and nobody can make a template of it'),
      mosaicList: optionalList(mosaic, 10),
    }),
  ),
  animatedGraphics: optionalObject(
    z.strictObject({
      definition: honoured(DEFINITION),
      startTime: honoured(int(0, WEEK)),
      endTime: honoured(int(0, WEEK)),
    }),
  ),
  sampleSnapshot: optionalObject(
    z.strictObject({ definition: honoured(DEFINITION), watermarkDefinition: refused(NO_WATERMARKS) }),
  ),
  snapshotByTimeOffset: optionalObject(
    z.strictObject({
      definition: honoured(DEFINITION),
      /** Milliseconds. */
      timeOffset: honoured(listOf(int(0, WEEK * 1000), 100)),
      watermarkDefinition: refused(NO_WATERMARKS),
    }),
  ),
  coverBySnapshot: optionalObject(
    z.strictObject({
      definition: honoured(DEFINITION),
      positionType: honoured(z.enum(['Time', 'Percent'])),
      /** Seconds, or percent. */
      position: honoured(int(0, WEEK)),
      watermarkDefinition: refused(NO_WATERMARKS),
    }),
  ),
  imageSprite: optionalObject(z.strictObject({ definition: honoured(DEFINITION) })),
  classificationAIAnalysis: refused(NO_AI),
  tagAIAnalysis: refused(NO_AI),
  pornReview: refused(NO_AI),
  notifyMode: ignored(optionalText(16), 'there are no notifications: ask GetTaskInfo'),
  priority: honoured(optionalInt(-10, 10)),
})
export type ProcessFileRequest = z.output<typeof processFileRequest>
