import { z } from 'zod'
import {
  optionalChoice,
  optionalInt,
  optionalJson,
  optionalText,
  text,
} from '../../../wire/aliyun/scalars.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { userData } from './user-data.ts'

const spriteConfig = optionalJson(
  z.strictObject({
    CellWidth: honoured(optionalInt(1, 4096)),
    CellHeight: honoured(optionalInt(1, 4096)),
    Padding: honoured(optionalInt(0, 1000)),
    Margin: honoured(optionalInt(0, 1000)),
    Color: honoured(optionalText(32)),
    Columns: honoured(optionalInt(1, 100)),
    Lines: honoured(optionalInt(1, 100)),
    KeepCellPic: honoured(optionalChoice(['keep', 'delete'])),
  }),
)
export type SpriteConfig = NonNullable<z.output<typeof spriteConfig>>

export const submitSnapshotRequest = z.strictObject({
  VideoId: honoured(text(64)),
  ReferenceId: refused('videos are found by their VideoId here'),
  Count: honoured(optionalInt(1, 1000)),
  Interval: honoured(optionalInt(0, 86_400)),
  SpecifiedOffsetTime: honoured(optionalInt(0, 86_400_000)),
  SpecifiedOffsetTimes: honoured(optionalJson(z.array(z.coerce.number().int().min(0)).min(1).max(30))),
  Width: honoured(optionalInt(8, 4096)),
  Height: honoured(optionalInt(8, 4096)),
  SpriteSnapshotConfig: spriteConfig,
  SnapshotTemplateId: refused('there are no templates of snapshots here; say how many, when and how large'),
  UserData: userData(),
})
export type SubmitSnapshotRequest = z.output<typeof submitSnapshotRequest>

/** What the service makes. The last two are listed, though nothing here makes them. */
export const SNAPSHOT_TYPES = [
  'NormalSnapshot',
  'SpriteSnapshot',
  'SpriteOriginSnapshot',
  'CoverSnapshot',
  'WebVttSnapshot',
] as const
export type SnapshotType = (typeof SNAPSHOT_TYPES)[number]
