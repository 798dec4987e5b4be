import type { Submission } from '../../../app/submit-task.ts'
import type { FrameSize } from '../../../domain/output-spec.ts'
import { type SnapshotsSpec, USUAL_BLACK } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { CreateTranscodingRequest } from '../schema/create-transcoding.ts'
import type { ThumbnailParameters } from '../schema/thumbnail.ts'
import { invalid } from './invalid.ts'
import { inFolder, toFolder } from './keys.ts'

const DEFAULT_INTERVAL = 12
const DEFAULT_LONG_SIDE = 480

/** The picture outputs of a transcoding task. @throws DomainError missing-parameter, invalid-parameter */
export const thumbnailOutputs = (request: CreateTranscodingRequest): Submission['outputs'] =>
  [
    ...(request.thumbnail ? [{ asked: request.thumbnail, at: 'thumbnail' }] : []),
    ...(request.thumbnails ?? []).map((asked, i) => ({ asked, at: `thumbnails.${i}` })),
  ].map(({ asked, at }, i) => {
    const { bucket, object } = asked.out ?? request.output
    const spec = toSnapshots(asked.params, `${at}.params`)
    return {
      name: `thumbnail-${i}`,
      spec,
      destination: {
        bucket,
        key: inFolder(toFolder(object), pictureName(asked.params, spec, `${at}.params`)),
      },
    }
  })

/** Pictures at an interval with the last one, or at moments. @throws DomainError missing-parameter */
export const toSnapshots = (asked: ThumbnailParameters, at: string): SnapshotsSpec => {
  const { amount, threshold, start_time = 0, duration = 0 } = asked
  const black =
    amount === undefined && threshold === undefined
      ? {}
      : { skipBlack: { amount: amount ?? USUAL_BLACK.amount, threshold: threshold ?? USUAL_BLACK.threshold } }
  const made = { kind: 'snapshots', format: 'jpeg', size: sizeOf(asked), ...black } as const
  if ((asked.type ?? 'TIME') !== 'TIME') {
    const times = momentsOf(asked, at).map((moment) => ({ seconds: moment }))
    return { ...made, at: { by: 'times', times } }
  }
  const range = start_time > 0 || duration > 0
  return {
    ...made,
    at: { by: 'interval', every: { seconds: asked.time ?? DEFAULT_INTERVAL }, last: true },
    ...(range && {
      range: {
        start: seconds(start_time),
        ...(duration > 0 ? { end: seconds(start_time + duration) } : {}),
      },
    }),
  }
}

/** In seconds. */
const momentsOf = ({ type, dots, dots_ms }: ThumbnailParameters, at: string): readonly number[] => {
  const [name, moments] =
    type === 'DOTS_MS' ? (['dots_ms', dots_ms?.map((ms) => ms / 1000)] as const) : (['dots', dots] as const)
  if (!moments?.length) throw fail('missing-parameter', `Missing: ${at}.${name}.`, { path: `${at}.${name}` })
  return moments
}

/** Both sides, or one, or the long one; nothing is enlarged but where both sides are named. */
const sizeOf = ({ width, height, max_length }: ThumbnailParameters): FrameSize => {
  if (width && height) return { by: 'sides', first: width, second: height, fill: 'stretch', upscale: true }
  if (!max_length && width) return { by: 'sides', first: width, fill: 'fit', upscale: false }
  if (!max_length && height) return { by: 'sides', second: height, fill: 'fit', upscale: false }
  return { by: 'long-short', first: max_length ?? DEFAULT_LONG_SIDE, fill: 'fit', upscale: false }
}

/** `9.jpg` is the picture of second 9; a name of one's own has the second behind it where there are several. */
export const pictureName = (
  { output_filename: wish }: ThumbnailParameters,
  { at: moments }: SnapshotsSpec,
  at: string,
) => {
  if (!wish) return '{time}.jpg'
  if (/[/{}]/.test(wish)) throw invalid(`${at}.output_filename`, 'it must have no slash and no braces')
  const stem = wish.replace(/\.jpe?g$/i, '')
  return moments.by === 'times' && moments.times.length === 1 ? `${stem}.jpg` : `${stem}_{time}.jpg`
}
