import { z } from 'zod'
import type { App } from '../../../app/app.ts'
import type { Asset } from '../../../domain/asset.ts'
import type { Json } from '../../../domain/json.ts'
import type { Output, Task } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { optionalChoice, optionalInt, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { noSuch } from '../errors.ts'
import {
  askedPictures,
  hasType,
  patternUrl,
  placedPictures,
  shownKeys,
  templatePictures,
} from '../mapping/snapshots.ts'
import { callbackOf } from '../mapping/user-data.ts'
import { findReadyVideo, findVideo } from '../mapping/videos.ts'
import { findConfig } from '../mapping/vod-templates.ts'
import { SNAPSHOT_TYPES, type SnapshotType, submitSnapshotRequest } from '../schema/snapshots.ts'
import { userDataText } from '../schema/user-data.ts'
import { docsPage, route, SNAPSHOTS_DIALECT } from '../service.ts'

const submit = operation({
  name: 'SubmitSnapshotJob',
  summary:
    'Takes pictures of a video: at the SpecifiedOffsetTimes, or a Count of them, one every Interval, or spread evenly with the Interval 0. With a SpriteSnapshotConfig they go on sheets too, and on sheets alone with KeepCellPic delete. A SnapshotTemplateId says all of it. Width and Height together are the size, whatever the shape.',
  docs: docsPage('SubmitSnapshotJob'),
  route: route('SubmitSnapshotJob'),
  request: submitSnapshotRequest,
  response: z.strictObject({ SnapshotJob: z.strictObject({ JobId: z.string() }) }),
  handle: async (asked, { app, caller, params, signal }) => {
    const video = await findReadyVideo(app, caller, asked.VideoId, signal)
    const template = asked.SnapshotTemplateId
    const pictures =
      template === undefined
        ? askedPictures(asked)
        : templatePictures(
            await findConfig(app, caller, 'Snapshot', template, 'SnapshotTemplateId'),
            'SnapshotTemplateId',
          )
    const kept = userDataText(params)
    const task = await app.tasks.submit(caller.project, {
      dialect: SNAPSHOTS_DIALECT,
      request: params as Json,
      asset: video.id,
      source: { from: 'object', ...video.source },
      outputs: placedPictures(pictures, video, template),
      ...(kept === undefined ? {} : { userData: kept }),
      ...(await callbackOf(app, caller, asked.UserData)),
    })
    return { SnapshotJob: { JobId: task.id } }
  },
})

const USUAL_SIZE = 20

const list = operation({
  name: 'ListSnapshots',
  summary:
    'The pictures of the newest job that made some, of the given type where there is one. Urls open for whoever has them, for the AuthTimeout when there is one.',
  docs: docsPage('ListSnapshots'),
  route: route('ListSnapshots'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    SnapshotType: honoured(optionalChoice(SNAPSHOT_TYPES)),
    PageNo: honoured(optionalInt(1, 100_000)),
    PageSize: honoured(optionalInt(1, 100)),
    AuthTimeout: honoured(optionalInt(1, 1e9)),
  }),
  response: z.strictObject({
    MediaSnapshot: z.strictObject({
      ...{ JobId: z.string(), Regular: z.string(), Total: z.int(), CreationTime: z.string() },
      Snapshots: z.strictObject({
        Snapshot: z.array(z.strictObject({ Index: z.int(), Url: z.string() })),
      }),
    }),
  }),
  handle: async ({ VideoId, SnapshotType, PageNo = 1, PageSize = USUAL_SIZE, AuthTimeout }, call) => {
    const { app, caller } = call
    const found = await newest(app, await findVideo(app, caller, VideoId), SnapshotType)
    if (!found) throw noSuch('Snapshot')
    const { task, output } = found
    const { bucket } = output.destination
    const keys = shownKeys(output)
    const [urlOf, first] = [await urlsFor(call), (PageNo - 1) * PageSize]
    const url = (key: string) => urlOf({ bucket, key }, { seconds: AuthTimeout })
    return {
      MediaSnapshot: {
        JobId: task.id,
        Regular: patternUrl(output, url),
        Total: keys.length,
        CreationTime: spellTime(task.createdAt),
        Snapshots: {
          Snapshot: keys
            .slice(first, first + PageSize)
            .map((key, i) => ({ Index: first + i + 1, Url: url(key) })),
        },
      },
    }
  },
})

const PAGE = 100

/** The newest output that made pictures, of `type` where it is named. */
const newest = async (
  app: App,
  video: Asset,
  type: SnapshotType | undefined,
): Promise<{ task: Task; output: Output } | undefined> => {
  const tasks = await app.assets.tasksOf(video, { limit: PAGE, dialect: SNAPSHOTS_DIALECT })
  const all = tasks.flatMap((task) => task.outputs.map((output) => ({ task, output })))
  return all.find(
    ({ output }) => output.state.status === 'succeeded' && (type === undefined || hasType(output, type)),
  )
}

export const snapshots: readonly AnyOperation[] = [submit, list]
