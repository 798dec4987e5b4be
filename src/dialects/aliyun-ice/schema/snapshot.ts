import { z } from 'zod'
import { optionalBool, optionalChoice, optionalInt, optionalObject } from '../../../wire/aliyun/scalars.ts'
import { frameType, pictureSide, sheetFields } from '../../../wire/aliyun/snapshot-wishes.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'

export const SNAPSHOT_TYPES = ['Normal', 'Sprite', 'WebVtt'] as const
export type SnapshotType = (typeof SNAPSHOT_TYPES)[number]

/** https://www.alibabacloud.com/help/en/ims/user-guide/screenshot-template: a template of type 2, and what overwrites some of it. */
export const snapshotConfig = z.strictObject({
  Type: honoured(
    optionalChoice(SNAPSHOT_TYPES, {
      Cover: 'the service does not say which picture is a cover; use Normal',
    }),
  ),
  FrameType: frameType(),
  Time: honoured(optionalInt(0, 86_400_000)),
  Count: honoured(optionalInt(1, 10_000)),
  Interval: honoured(optionalInt(0, 86_400)),
  Width: pictureSide(),
  Height: pictureSide(),
  BlackLevel: refused('no other picture is taken in place of a black one', [100, '100']),
  PixelBlackThreshold: ignored(optionalInt(0, 255), 'it acts only with BlackLevel, which is refused'),
  IsSptFrag: honoured(optionalBool()),
  SpriteSnapshotConfig: optionalObject(z.strictObject(sheetFields)),
})
export type SnapshotConfig = z.output<typeof snapshotConfig>
