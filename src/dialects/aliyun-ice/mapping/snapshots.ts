import { type Destination, PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { SnapshotsSpec, SpriteSpec } from '../../../domain/output-spec.ts'
import { mayBeSeveral } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { type SnapshotWish, toSheets, toSnapshots } from '../../../wire/aliyun/snapshot-wishes.ts'
import type { SnapshotConfig, SnapshotType } from '../schema/snapshot.ts'
import type { OssObject } from './locations.ts'

const NUMBERS = { ...PLAIN_NUMBERS, initial: 1, minLength: 5 }

/** Only members that are there replace the template's. */
export const overwrite = (template: SnapshotConfig, changes: SnapshotConfig | undefined): SnapshotConfig => {
  const { SpriteSnapshotConfig: sheet, ...rest } = present(changes ?? {})
  return {
    ...template,
    ...rest,
    ...(sheet === undefined
      ? {}
      : { SpriteSnapshotConfig: { ...template.SpriteSnapshotConfig, ...present(sheet) } }),
  }
}

/** What is said. */
export const present = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T

export const typeOf = ({ Type = 'Normal' }: SnapshotConfig): SnapshotType => Type

/** Without an Interval the pictures are spread evenly. */
const wishOf = (config: SnapshotConfig): SnapshotWish => ({
  ...{ offset: config.Time, count: config.Count ?? 1, interval: config.Interval ?? 0 },
  ...{ width: config.Width, height: config.Height, frameType: config.FrameType ?? 'intra' },
})

/**
 * What a template asks for. WebVTT that is not tiled leads to pictures that are files of their own: sheets of one each.
 * @throws DomainError value-out-of-range
 */
export const toSnapshotSpec = (config: SnapshotConfig, at: string): SnapshotsSpec | SpriteSpec => {
  const wish = wishOf(config)
  const type = typeOf(config)
  if (type === 'Normal') return toSnapshots(wish)
  const sheet = config.SpriteSnapshotConfig ?? {}
  const single = type === 'WebVtt' && config.IsSptFrag !== true
  return toSheets(wish, single ? { ...sheet, Columns: 1, Lines: 1 } : sheet, `${at}.SpriteSnapshotConfig`)
}

/** The service's words for the number of a picture, and of a sheet. */
export const PLACEHOLDERS = { Normal: '{Count}', Sprite: '{TileCount}' } as const

/** Where pictures, sheets or the WebVTT go. @throws DomainError invalid-parameter */
export const snapshotPlace = (
  spec: SnapshotsSpec | SpriteSpec,
  type: SnapshotType,
  { bucket, key }: OssObject,
  path: string,
): Destination => {
  const refuse = (why: string) =>
    fail('invalid-parameter', `Wrong value of the parameter "${path}": ${why}.`, { path })
  const name = key.split('/').at(-1) ?? ''
  if (type === 'WebVtt') {
    if (!name.endsWith('.vtt')) throw refuse('the name of WebVTT ends with .vtt')
    return { bucket, key, parts: { sheet: `${stemOf(name)}-{number}.jpg`, numbers: NUMBERS } }
  }
  if (!/\.jpe?g$/i.test(name)) throw refuse('pictures are JPEG, their names end with .jpg')
  const placeholder = PLACEHOLDERS[type]
  const numbered = key.replace(placeholder, '{number}')
  if (spec.kind === 'snapshots') {
    if (numbered === key && mayBeSeveral(spec))
      throw refuse(`several pictures need ${placeholder} in their names`)
    return { bucket, key: numbered, parts: { numbers: NUMBERS } }
  }
  if (!name.includes(placeholder)) throw refuse(`sheets need ${placeholder} in their names`)
  // Sheets come with an index, which lies beside them.
  const index = `${stemOf(name.replace(placeholder, ''))}.vtt`.replace(/^[-_. ]*\.vtt$/, 'index.vtt')
  return {
    ...{ bucket, key: key.slice(0, key.length - name.length) + index },
    parts: { sheet: name.replace(placeholder, '{number}'), numbers: NUMBERS },
  }
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '').replace(/[-_. ]+$/, '')
