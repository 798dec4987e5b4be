import type { LinkMaker } from '../../../app/links.ts'
import type { Asset, AssetState } from '../../../domain/asset.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { Output, Task } from '../../../domain/task.ts'
import { DIALECT } from '../service.ts'
import { describeMedia, describeSource } from './media.ts'
import { isTranscode } from './outputs.ts'
import { coverUrlOf, describePictures } from './picture-info.ts'
import { unixTime } from './times.ts'
import { transcodeResults } from './transcode-results.ts'

/** What can be asked for. Sections of what is not made here have nothing in them, and stay away. */
export const SECTIONS = [
  ...(['basicInfo', 'metaData', 'drm', 'transcodeInfo', 'imageSpriteInfo'] as const),
  ...(['snapshotByTimeOffsetInfo', 'sampleSnapshotInfo', 'animatedGraphicsInfo'] as const),
  ...(['keyFrameDescInfo', 'aiAnalysisInfo', 'contentReviewInfo'] as const),
] as const

export interface Video {
  readonly asset: Asset
  readonly state: AssetState
  /** The newest first. */
  readonly tasks: readonly Task[]
  readonly urlOf: LinkMaker
}

export const describeVideo = (video: Video) => {
  const { asset, state, urlOf } = video
  const measured = state.status === 'ready' ? state.measured : undefined
  const outputs = newestOutputs(video.tasks)
  return {
    basicInfo: describeBasics(video, measured?.media, coverUrlOf(outputs, urlOf)),
    ...(measured
      ? {
          metaData: {
            ...describeSource(measured.media, measured.md5),
            floatDuration: measured.media.duration,
            totalSize: measured.media.size,
          },
          transcodeInfo: {
            transcodeList: [
              {
                url: urlOf(asset.source),
                definition: 0,
                ...floatDuration(measured.media),
                ...describeMedia(measured.media, { size: measured.media.size, md5: measured.md5 }),
              },
              ...outputs.flatMap((output) => describeTranscodes(output, urlOf)),
            ],
          },
        }
      : {}),
    ...describePictures(outputs, urlOf),
  }
}

/** Words of the service's console; only `normal` is documented. */
const STATUS = {
  ready: 'normal',
  importing: 'uploading',
  failed: 'failed',
} as const satisfies Record<AssetState['status'], string>

const describeBasics = (
  { asset, state, urlOf }: Video,
  media: MediaInfo | undefined,
  coverUrl: string | undefined,
) => ({
  name: asset.title,
  ...(media ? { size: media.size, duration: Math.round(media.duration) } : {}),
  description: asset.description ?? '',
  status: STATUS[state.status],
  createTime: unixTime(asset.createdAt),
  updateTime: unixTime(asset.updatedAt),
  ...(asset.category === undefined ? {} : { classificationId: Number(asset.category) }),
  type: /\.(\w{1,10})$/.exec(asset.source.key)?.[1] ?? '',
  tags: asset.tags.map((name) => ({ name })),
  ...(coverUrl === undefined ? {} : { coverUrl }),
  ...(state.status === 'ready' ? { sourceVideoUrl: urlOf(asset.source) } : {}),
})

/** Of each template of this service the last output that succeeded, by the name that says which it was. */
export const newestOutputs = (tasks: readonly Task[]): readonly Output[] => {
  const found = new Map<string, Output>()
  for (const { dialect, outputs } of tasks)
    if (dialect === DIALECT)
      for (const output of outputs)
        if (output.state.status === 'succeeded' && output.template !== undefined) {
          const key = `${output.name} ${output.template}`
          if (!found.has(key)) found.set(key, output)
        }
  return [...found.values()]
}

const floatDuration = ({ duration }: MediaInfo) => ({ floatDuration: duration })

const describeTranscodes = (output: Output, urlOf: LinkMaker): readonly object[] =>
  (isTranscode(output) ? transcodeResults(output, true, urlOf) : []).flatMap(({ definition, made, media }) =>
    made && media ? [{ definition, ...made, ...floatDuration(media) }] : [],
  )
