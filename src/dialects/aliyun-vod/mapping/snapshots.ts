import type { Submission } from '../../../app/submit-task.ts'
import type { Asset } from '../../../domain/asset.ts'
import { PLAIN_NUMBERS } from '../../../domain/destination.ts'
import type { OutputSpec } from '../../../domain/output-spec.ts'
import { fail } from '../../../domain/problem.ts'
import type { Output } from '../../../domain/task.ts'
import {
  pictureLooks,
  type SnapshotWish,
  toSheets,
  toSnapshots,
} from '../../../wire/aliyun/snapshot-wishes.ts'
import type {
  SnapshotTemplateConfig,
  SnapshotType,
  SpriteConfig,
  SubmitSnapshotRequest,
} from '../schema/snapshots.ts'

/** The service's own, where nothing is said. */
const DEFAULTS = { count: 1, interval: 1 }
export const NUMBERS = { ...PLAIN_NUMBERS, initial: 1, minLength: 5 }

/** What is made of one type. Outputs are named after the type of picture they hold. */
export interface Pictures {
  readonly type: SnapshotType
  readonly spec: OutputSpec
}
const outputName = (type: SnapshotType): string => type
export const hasType = ({ name }: Output, type: SnapshotType): boolean => name === outputName(type)

interface Asked {
  readonly Count?: number | undefined
  readonly Interval?: number | undefined
  readonly SpecifiedOffsetTime?: number | undefined
  readonly Width?: number | undefined
  readonly Height?: number | undefined
}
const wishOf = (asked: Asked, frameType?: SnapshotWish['frameType']): SnapshotWish => ({
  ...{ offset: asked.SpecifiedOffsetTime, count: asked.Count ?? DEFAULTS.count },
  ...{ interval: asked.Interval ?? DEFAULTS.interval, width: asked.Width, height: asked.Height, frameType },
})

/** What a request asks for: single pictures, with a configuration of sheets these too. @throws DomainError unsupported-parameter, value-out-of-range */
export const askedPictures = (asked: SubmitSnapshotRequest): readonly Pictures[] => {
  const { SpriteSnapshotConfig: sheet, SpecifiedOffsetTimes: times } = asked
  const wish = wishOf(asked)
  if (sheet && times)
    throw fail('unsupported-parameter', 'Sheets hold pictures at even distances: set Interval and Count.', {
      path: 'SpecifiedOffsetTimes',
    })
  if (sheet) return withSheets(wish, sheet, 'SpriteSnapshotConfig')
  // Moments that are named win.
  const at = { by: 'times', times: (times ?? []).map((ms) => ({ seconds: ms / 1000 })) } as const
  return [{ type: 'NormalSnapshot', spec: times ? { ...pictureLooks(wish), at } : toSnapshots(wish) }]
}

/** Sheets, and the pictures on them unless they are to go. */
const withSheets = (wish: SnapshotWish, sheet: SpriteConfig, at: string): readonly Pictures[] => [
  { type: 'SpriteSnapshot', spec: toSheets(wish, sheet, at) },
  ...(sheet.KeepCellPic === 'delete'
    ? []
    : [{ type: 'SpriteOriginSnapshot', spec: toSnapshots(wish) } as const]),
]

/** What a template asks for. WebVTT that is not joined leads to pictures that are files of their own: sheets of one each. */
export const templatePictures = (
  { SnapshotType: type, SnapshotConfig: config }: SnapshotTemplateConfig,
  at: string,
): readonly Pictures[] => {
  const wish = wishOf(config, config.FrameType)
  const path = `${at}.SnapshotConfig.SpriteSnapshotConfig`
  if (type !== 'WebVttSnapshot') {
    const odd = config.Format === undefined ? (config.SubOut ? 'SubOut' : undefined) : 'Format'
    if (odd !== undefined)
      throw fail('invalid-parameter', `${odd} is a parameter of the type WebVttSnapshot.`, {
        path: `${at}.SnapshotConfig.${odd}`,
      })
  }
  if (type === 'NormalSnapshot') return [{ type, spec: toSnapshots(wish) }]
  if (type === 'SpriteSnapshot') {
    if (!config.SpriteSnapshotConfig) throw fail('missing-parameter', 'absent', { path })
    return withSheets(wish, config.SpriteSnapshotConfig, path)
  }
  const sheet = config.SpriteSnapshotConfig ?? {}
  const joined = config.SubOut?.IsSptFrag === 'true'
  return [{ type, spec: toSheets(wish, joined ? sheet : { ...sheet, Columns: 1, Lines: 1 }, path) }]
}

/** The file names of what is made, and of the index beside sheets. */
const NAMES = { SpriteSnapshot: 'sprite', WebVttSnapshot: 'webvtt' } as const

/** They lie in the bucket of the source, below a folder of the video's id. */
export const placedPictures = (
  pictures: readonly Pictures[],
  { id, source: { bucket } }: Pick<Asset, 'id' | 'source'>,
  template?: string,
): Submission['outputs'] =>
  pictures.map(({ type, spec }) => {
    const folder = (task: string) => `${id}/snapshots/${task}`
    const stem = type === 'WebVttSnapshot' ? NAMES[type] : NAMES.SpriteSnapshot
    return {
      ...{ name: outputName(type), spec, ...(template === undefined ? {} : { template }) },
      destination:
        spec.kind === 'sprite'
          ? (task: string) => ({
              ...{ bucket, key: `${folder(task)}/${stem}.vtt` },
              parts: { sheet: `${stem}-{number}.jpg`, numbers: NUMBERS },
            })
          : (task: string) => ({
              ...{ bucket, key: `${folder(task)}/normal-{number}.jpg` },
              parts: { numbers: NUMBERS },
            }),
    }
  })

/** The keys of what a finished output shows: the pictures, the sheets, or the index that was asked for. */
export const shownKeys = (output: Output): readonly string[] => {
  const { state, spec } = output
  if (state.status !== 'succeeded') return []
  const role = hasType(output, 'WebVttSnapshot') ? 'vtt' : spec.kind === 'sprite' ? 'sheet' : 'picture'
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
