import { z } from 'zod'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { text } from '../../../wire/aliyun/scalars.ts'
import { honoured, refused } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { findVideo, keptWith, statusOf, transcodesOf } from '../mapping/videos.ts'
import { APP_ID, docsPage, route } from '../service.ts'

const optional = z.string().optional()

export const getVideoInfo = operation({
  name: 'GetVideoInfo',
  summary:
    'A video, measured. One that was registered or uploaded and never transcoded is UploadSucc; it is Normal from its first finished stream on.',
  docs: docsPage('GetVideoInfo'),
  route: route('GetVideoInfo'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    ReferenceId: refused('videos are found by their VideoId here'),
  }),
  response: z.strictObject({
    Video: z.strictObject({
      ...{
        VideoId: z.string(),
        Title: z.string(),
        Description: optional,
        Tags: optional,
        CoverURL: optional,
      },
      Status: z.enum(['Uploading', 'UploadFail', 'UploadSucc', 'Transcoding', 'TranscodeFail', 'Normal']),
      ...{ Size: z.int().optional(), Duration: z.number().optional(), CateId: z.int().optional() },
      ...{ TemplateGroupId: optional, UserData: optional, StorageLocation: z.string(), AppId: z.string() },
      ...{ CreationTime: z.string(), ModificationTime: z.string() },
    }),
  }),
  handle: async ({ VideoId }, { app, caller, signal }) => {
    const video = await findVideo(app, caller, VideoId)
    const [state, tasks] = await Promise.all([app.assets.stateOf(video, signal), transcodesOf(app, video)])
    const { CoverURL, UserData, TemplateGroupId } = keptWith(video)
    const category = Number(video.category)
    return {
      Video: {
        VideoId: video.id,
        Title: video.title,
        ...(video.description === undefined ? {} : { Description: video.description }),
        ...(video.tags.length === 0 ? {} : { Tags: video.tags.join(',') }),
        ...(CoverURL === undefined ? {} : { CoverURL }),
        Status: statusOf(state, tasks),
        ...(state.status === 'ready'
          ? { Size: state.object.size, Duration: Math.round(state.measured.media.duration * 1000) / 1000 }
          : {}),
        ...(Number.isInteger(category) ? { CateId: category } : {}),
        ...(TemplateGroupId === undefined ? {} : { TemplateGroupId }),
        ...(UserData === undefined ? {} : { UserData }),
        StorageLocation: video.source.bucket,
        AppId: APP_ID,
        CreationTime: spellTime(video.createdAt),
        ModificationTime: spellTime(video.updatedAt),
      },
    }
  },
})
