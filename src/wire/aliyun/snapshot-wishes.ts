import { z } from 'zod'
import type { FrameSize, SnapshotsSpec, SpriteSpec, TimeRange } from '../../domain/output-spec.ts'
import { fail } from '../../domain/problem.ts'
import { seconds } from '../../domain/units.ts'
import { readColor } from '../color-names.ts'
import { honoured } from '../fields.ts'
import { optionalChoice, optionalInt, optionalText } from './scalars.ts'

/** What the vendor's services say alike of pictures that are taken of a video. */
export const frameType = () => honoured(optionalChoice(['intra', 'normal']))
export const pictureSide = () => honoured(optionalInt(8, 4096))

/** How small pictures lie on a sheet. */
export const sheetFields = {
  CellWidth: honoured(optionalInt(1, 4096)),
  CellHeight: honoured(optionalInt(1, 4096)),
  Padding: honoured(optionalInt(0, 1000)),
  Margin: honoured(optionalInt(0, 1000)),
  Color: honoured(optionalText(32)),
  Columns: honoured(optionalInt(1, 100)),
  Lines: honoured(optionalInt(1, 100)),
}
const sheet = z.object(sheetFields)
export type SheetWish = z.output<typeof sheet>

/** The service's own, where nothing is said. */
const USUAL_SIDE = 10

/** When pictures are taken, and how large they are. */
export interface SnapshotWish {
  /** Where the first one is taken, in milliseconds. Absent: at the start. */
  readonly offset?: number | undefined
  readonly count: number
  /** In seconds; 0 spreads the count evenly over what follows the offset. */
  readonly interval: number
  /** Pixels; a missing side follows from the other one. */
  readonly width?: number | undefined
  readonly height?: number | undefined
  /** `intra` takes key frames alone. */
  readonly frameType?: 'intra' | 'normal' | undefined
}

const framesOf = ({ frameType }: SnapshotWish): Pick<SnapshotsSpec, 'frames'> =>
  frameType === 'intra' ? { frames: 'key' } : {}

/** What single pictures look like, whenever they are taken. */
export const pictureLooks = (wish: SnapshotWish) =>
  ({ kind: 'snapshots', format: 'jpeg', size: sizeOf(wish), ...framesOf(wish) }) as const

/** Single pictures at even distances. */
export const toSnapshots = (wish: SnapshotWish): SnapshotsSpec => ({
  ...pictureLooks(wish),
  at:
    wish.interval === 0
      ? { by: 'count', count: wish.count }
      : { by: 'interval', every: { seconds: wish.interval }, limit: wish.count },
  ...startOf(wish),
})

const startOf = ({ offset = 0 }: SnapshotWish): { readonly range?: TimeRange } =>
  offset === 0 ? {} : { range: { start: seconds(offset / 1000) } }

/** A picture keeps its shape where one side is named, and is of the size that is named by two. */
const sizeOf = ({ width: first, height: second }: SnapshotWish): FrameSize =>
  first === undefined && second === undefined
    ? { by: 'source' }
    : {
        by: 'sides',
        ...(first === undefined ? {} : { first }),
        ...(second === undefined ? {} : { second }),
        fill: 'stretch',
        upscale: true,
      }

/** Sheets of the same pictures, whose cells are as large as those would be unless they say more. @throws DomainError value-out-of-range */
export const toSheets = (wish: SnapshotWish, sheet: SheetWish, at: string): SpriteSpec => {
  const { offset = 0, count, interval } = wish
  const start = offset / 1000
  const range =
    interval === 0 ? startOf(wish).range : { start: seconds(start), end: seconds(start + count * interval) }
  const [tileWidth, tileHeight] =
    sheet.CellWidth === undefined && sheet.CellHeight === undefined
      ? [wish.width, wish.height]
      : [sheet.CellWidth, sheet.CellHeight]
  return {
    ...{ kind: 'sprite', format: 'jpeg', fill: 'stretch', ...framesOf(wish) },
    every: interval === 0 ? { count } : { seconds: interval },
    columns: sheet.Columns ?? USUAL_SIDE,
    rows: sheet.Lines ?? USUAL_SIDE,
    ...(tileWidth === undefined ? {} : { tileWidth }),
    ...(tileHeight === undefined ? {} : { tileHeight }),
    ...(sheet.Padding === undefined ? {} : { padding: sheet.Padding }),
    ...(sheet.Margin === undefined ? {} : { margin: sheet.Margin }),
    ...(sheet.Color === undefined ? {} : { ground: groundOf(sheet.Color, at) }),
    ...(range === undefined ? {} : { range }),
  }
}

const groundOf = (color: string, at: string): string => {
  const ground = readColor(color)
  if (ground !== undefined) return ground
  throw fail('value-out-of-range', `Wrong value of the parameter "Color": there is no ${color}.`, {
    path: `${at}.Color`,
  })
}
