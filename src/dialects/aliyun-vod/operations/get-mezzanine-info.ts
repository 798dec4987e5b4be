import { z } from 'zod'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { optionalChoice, optionalInt, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { describeAudioStream, describeVideoStream, kilobits, pictureOf } from '../mapping/file.ts'
import { findVideo } from '../mapping/videos.ts'
import { optionalCommaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

const optional = z.string().optional()
const streams = z.array(z.record(z.string(), z.string())).optional()

const UNREADY = { importing: 'Uploading', failed: 'UploadFail' } as const

export const getMezzanineInfo = operation({
  name: 'GetMezzanineInfo',
  summary:
    'The source file of a video, measured; its streams with the AdditionType video and audio. The FileURL opens for whoever has it, for the AuthTimeout when there is one.',
  docs: docsPage('GetMezzanineInfo'),
  route: route('GetMezzanineInfo'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    ReferenceId: refused('videos are found by their VideoId here'),
    AdditionType: honoured(optionalCommaList(8)),
    AuthTimeout: honoured(optionalInt(1, 1e9)),
    OutputType: ignored(optionalChoice(['oss', 'cdn']), 'there is one way to a file'),
  }),
  response: z.strictObject({
    Mezzanine: z.strictObject({
      ...{ VideoId: z.string(), FileName: z.string(), FileURL: z.string(), FileMD5: optional },
      Status: z.enum(['Uploading', 'Normal', 'UploadFail']),
      ...{ Size: z.int().optional(), Width: z.int().optional(), Height: z.int().optional() },
      ...{ Fps: optional, Bitrate: optional, Duration: optional, CreationTime: z.string() },
      OutputType: z.literal('oss'),
      ...{ VideoStreamList: streams, AudioStreamList: streams },
    }),
  }),
  handle: async ({ VideoId, AdditionType = [], AuthTimeout }, call) => {
    const { app, caller, signal } = call
    const video = await findVideo(app, caller, VideoId)
    const { bucket, key } = video.source
    const [state, urlOf] = await Promise.all([app.assets.stateOf(video, signal), urlsFor(call)])
    const head = {
      VideoId: video.id,
      FileName: key.split('/').at(-1) ?? key,
      FileURL: urlOf({ bucket, key }, { seconds: AuthTimeout }),
      CreationTime: spellTime(video.createdAt),
      OutputType: 'oss' as const,
    }
    if (state.status !== 'ready') return { Mezzanine: { ...head, Status: UNREADY[state.status] } }
    const { media, md5 } = state.measured
    const { Width, Height, Fps } = pictureOf(media)
    return {
      Mezzanine: {
        ...head,
        Status: 'Normal' as const,
        ...(md5 === undefined ? {} : { FileMD5: md5 }),
        Size: state.object.size,
        ...(Width === undefined ? {} : { Width: Number(Width), Height: Number(Height), Fps: String(Fps) }),
        Bitrate: kilobits(media.bitrate),
        Duration: media.duration.toFixed(4),
        ...(AdditionType.includes('video') ? { VideoStreamList: media.video.map(describeVideoStream) } : {}),
        ...(AdditionType.includes('audio')
          ? { AudioStreamList: media.audio.map((a) => describeAudioStream(a, 'SampleRate')) }
          : {}),
      },
    }
  },
})
