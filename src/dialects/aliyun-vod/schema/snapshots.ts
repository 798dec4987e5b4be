import { z } from 'zod'
import {
  choice,
  json,
  optionalChoice,
  optionalInt,
  optionalJson,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { frameType, pictureSide, sheetFields } from '../../../wire/aliyun/snapshot-wishes.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { userData } from './user-data.ts'

const spriteConfig = optionalJson(
  z.strictObject({
    ...sheetFields,
    KeepCellPic: honoured(optionalChoice(['keep', 'delete'])),
  }),
)
export type SpriteConfig = NonNullable<z.output<typeof spriteConfig>>

const pictures = {
  Count: honoured(optionalInt(1, 1000)),
  Interval: honoured(optionalInt(0, 86_400)),
  SpecifiedOffsetTime: honoured(optionalInt(0, 86_400_000)),
  Width: pictureSide(),
  Height: pictureSide(),
  SpriteSnapshotConfig: spriteConfig,
}

/** When the `SnapshotTemplateId` is there, everything else is left aside, as the service does. */
export const submitSnapshotRequest = z.strictObject({
  VideoId: honoured(text(64)),
  ReferenceId: refused('videos are found by their VideoId here'),
  ...pictures,
  SpecifiedOffsetTimes: honoured(optionalJson(z.array(z.coerce.number().int().min(0)).min(1).max(30))),
  SnapshotTemplateId: honoured(optionalText(64)),
  UserData: userData(),
})
export type SubmitSnapshotRequest = z.output<typeof submitSnapshotRequest>

const TEMPLATE_TYPES = ['NormalSnapshot', 'SpriteSnapshot', 'WebVttSnapshot'] as const

/** https://www.alibabacloud.com/help/en/vod/developer-reference/media-processing-parameters: a template of the type Snapshot. */
export const snapshotTemplateConfig = z.strictObject({
  SnapshotType: honoured(choice(TEMPLATE_TYPES)),
  SnapshotConfig: json(
    z.strictObject({
      ...pictures,
      FrameType: frameType(),
      Format: honoured(optionalChoice(['vtt'])),
      SubOut: optionalJson(z.strictObject({ IsSptFrag: honoured(optionalChoice(['true', 'false'])) })),
    }),
  ),
})
export type SnapshotTemplateConfig = z.output<typeof snapshotTemplateConfig>

/** What the service makes. Covers are listed, though nothing here makes them. */
export const SNAPSHOT_TYPES = [...TEMPLATE_TYPES, 'SpriteOriginSnapshot', 'CoverSnapshot'] as const
export type SnapshotType = (typeof SNAPSHOT_TYPES)[number]
