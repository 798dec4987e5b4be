import type { Submission } from '../../../app/submit-task.ts'
import type { Asset } from '../../../domain/asset.ts'
import { PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { FrameSize, SnapshotsSpec, SpriteSpec, TimeRange } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { Output } from '../../../domain/task.ts'
import { seconds } from '../../../domain/units.ts'
import { readColor } from '../../../wire/color-names.ts'
import type { SnapshotType, SpriteConfig, SubmitSnapshotRequest } from '../schema/snapshots.ts'

/** The service's own, where nothing is said. */
const DEFAULTS = { count: 1, interval: 1, sides: 10 }
export const NUMBERS = { ...PLAIN_NUMBERS, initial: 1, minLength: 5 }

/** Outputs are named after the type of picture they hold. */
const outputName = (type: SnapshotType): string => type
export const hasType = ({ name }: Output, type: SnapshotType): boolean => name === outputName(type)

/**
 * The pictures of a job, the sheets of small ones, or both. They lie in the bucket of the source, below a folder of the
 * video's id. @throws DomainError unsupported-parameter, value-out-of-range
 */
export const toSnapshotOutputs = (
  asked: SubmitSnapshotRequest,
  { id, source: { bucket } }: Pick<Asset, 'id' | 'source'>,
): Submission['outputs'] => {
  const sprite = asked.SpriteSnapshotConfig
  const folder = (task: string) => `${id}/snapshots/${task}`
  const pictures = (type: SnapshotType) => ({
    name: outputName(type),
    spec: toSnapshots(asked),
    destination: (task: string) => ({
      ...{ bucket, key: `${folder(task)}/normal-{number}.jpg` },
      parts: { numbers: NUMBERS },
    }),
  })
  if (!sprite) return [pictures('NormalSnapshot')]
  return [
    {
      name: outputName('SpriteSnapshot'),
      spec: toSprite(asked, sprite),
      destination: (task: string) => ({
        ...{ bucket, key: `${folder(task)}/sprite.vtt` },
        parts: { sheet: 'sprite-{number}.jpg', numbers: NUMBERS },
      }),
    },
    ...(sprite.KeepCellPic === 'delete' ? [] : [pictures('SpriteOriginSnapshot')]),
  ]
}

/** Moments that are named win; an Interval of 0 spreads the Count over what follows the offset. */
const toSnapshots = (asked: SubmitSnapshotRequest): SnapshotsSpec => {
  const { SpecifiedOffsetTimes: times, Count = DEFAULTS.count, Interval = DEFAULTS.interval } = asked
  const looks = { kind: 'snapshots', format: 'jpeg', size: sizeOf(asked) } as const
  if (times) return { ...looks, at: { by: 'times', times: times.map((ms) => ({ seconds: ms / 1000 })) } }
  const at: SnapshotsSpec['at'] =
    Interval === 0
      ? { by: 'count', count: Count }
      : { by: 'interval', every: { seconds: Interval }, limit: Count }
  return { ...looks, at, ...startOf(asked) }
}

const startOf = ({ SpecifiedOffsetTime: ms = 0 }: SubmitSnapshotRequest): { range?: TimeRange } =>
  ms === 0 ? {} : { range: { start: seconds(ms / 1000) } }

/** A picture keeps its shape where one side is named, and is of the size that is named by two. */
const sizeOf = ({ Width: first, Height: second }: SubmitSnapshotRequest): FrameSize =>
  first === undefined && second === undefined
    ? { by: 'source' }
    : {
        by: 'sides',
        ...(first === undefined ? {} : { first }),
        ...(second === undefined ? {} : { second }),
        fill: 'stretch',
        upscale: true,
      }

const toSprite = (asked: SubmitSnapshotRequest, sprite: SpriteConfig): SpriteSpec => {
  if (asked.SpecifiedOffsetTimes)
    throw fail('unsupported-parameter', 'Sheets hold pictures at even distances: set Interval and Count.', {
      path: 'SpecifiedOffsetTimes',
    })
  const { Count = DEFAULTS.count, Interval = DEFAULTS.interval, SpecifiedOffsetTime: ms = 0 } = asked
  const start = ms / 1000
  const ground = sprite.Color === undefined ? undefined : readColor(sprite.Color)
  if (sprite.Color !== undefined && ground === undefined)
    throw fail('value-out-of-range', `Wrong value of the parameter "Color": there is no ${sprite.Color}.`, {
      path: 'SpriteSnapshotConfig.Color',
    })
  const range = Interval === 0 ? startOf(asked).range : { start, end: start + Count * Interval }
  return {
    ...{ kind: 'sprite', format: 'jpeg', fill: 'stretch' },
    every: Interval === 0 ? { count: Count } : { seconds: Interval },
    columns: sprite.Columns ?? DEFAULTS.sides,
    rows: sprite.Lines ?? DEFAULTS.sides,
    ...(sprite.CellWidth === undefined ? {} : { tileWidth: sprite.CellWidth }),
    ...(sprite.CellHeight === undefined ? {} : { tileHeight: sprite.CellHeight }),
    ...(sprite.Padding === undefined ? {} : { padding: sprite.Padding }),
    ...(sprite.Margin === undefined ? {} : { margin: sprite.Margin }),
    ...(ground === undefined ? {} : { ground }),
    ...(range === undefined
      ? {}
      : {
          range: {
            start: seconds(range.start ?? 0),
            ...(range.end === undefined ? {} : { end: seconds(range.end) }),
          },
        }),
  }
}

/** The keys of what a finished output shows: the pictures, or the sheets. */
export const shownKeys = ({ state, spec }: Output): readonly string[] => {
  if (state.status !== 'succeeded') return []
  const role = spec.kind === 'sprite' ? 'sheet' : 'picture'
  return state.result.files.flatMap((file) => (file.role === role ? [file.key] : []))
}

/** The address of all pictures of an output, with the service's word for their number; it opens like that of a list beside them. */
export const patternUrl = (
  { destination: { key, parts } }: Output,
  urlOf: (key: string) => string,
): string => {
  const name = parts?.sheet ?? key.replace(/^.*\//, '')
  const list = urlOf(key.replace(/[^/]*$/, 'list.vtt'))
  return list.replace(/[^/]*$/, name.replace('{number}', '{SnapshotCount}'))
}
