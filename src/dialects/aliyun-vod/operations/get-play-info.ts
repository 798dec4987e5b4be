import { z } from 'zod'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { optionalChoice, optionalInt, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured, ignored, refused } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { acsFail } from '../../../wire/signing/acs-problem.ts'
import { illegalStatus } from '../errors.ts'
import { isDefinition, playDefinition } from '../mapping/definitions.ts'
import { describeStream, streamsOf } from '../mapping/play-info.ts'
import { findVideo, keptWith, statusOf, transcodesOf } from '../mapping/videos.ts'
import { optionalCommaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

const optional = z.string().optional()
const number = z.int().min(0)
const playInfo = z.strictObject({
  ...{ JobId: z.string(), PlayURL: z.string(), Format: z.string(), Definition: z.string() },
  ...{ Width: number.optional(), Height: number.optional(), Size: number, BitDepth: number.optional() },
  ...{ Fps: optional, Bitrate: z.string(), Duration: z.string(), Encrypt: z.int(), EncryptType: optional },
  ...{ StreamType: z.enum(['video', 'audio']), Status: z.literal('Normal') },
  ...{ CodecName: optional, Specification: optional, CreationTime: z.string(), ModificationTime: z.string() },
})

export const getPlayInfo = operation({
  name: 'GetPlayInfo',
  summary:
    'The finished streams of a video: of each format and definition the newest, with the ResultType Multiple all. Definitions are told in the words of players, FD to HD for LD to FHD of templates; a Definition that is asked for is taken as one of a player, and one that only templates have as theirs. A PlayURL opens for whoever has it, for the AuthTimeout when there is one; that of a playlist opens its folder.',
  docs: docsPage('GetPlayInfo'),
  route: route('GetPlayInfo'),
  request: z.strictObject({
    VideoId: honoured(text(64)),
    ReferenceId: refused('videos are found by their VideoId here'),
    Formats: honoured(optionalCommaList(16)),
    Definition: honoured(optionalCommaList(16)),
    StreamType: honoured(optionalCommaList(2)),
    ResultType: honoured(optionalChoice(['Single', 'Multiple'])),
    CodecName: refused('streams are not chosen by their codec'),
    AuthTimeout: honoured(optionalInt(1, 1e9)),
    OutputType: ignored(optionalChoice(['oss', 'cdn']), 'there is one way to a file'),
    PlayConfig: refused('files are given as they are'),
    ReAuthInfo: refused('there is no further check of who plays'),
    AdditionType: refused('no bullet comments are kept', ['danmu']),
    Trace: refused('no hidden watermarks are made here'),
    DigitalWatermarkType: refused('no hidden watermarks are made here'),
    Rand: ignored(optionalText(256), 'it is part of encryption, of which there is none'),
  }),
  response: z.strictObject({
    VideoBase: z.strictObject({
      ...{ VideoId: z.string(), Title: z.string(), Status: z.literal('Normal'), Duration: z.string() },
      ...{ CoverURL: optional, MediaType: z.enum(['video', 'audio']), CreationTime: z.string() },
    }),
    PlayInfoList: z.strictObject({ PlayInfo: z.array(playInfo) }),
  }),
  handle: async (asked, call) => {
    const { app, caller, signal } = call
    const video = await findVideo(app, caller, asked.VideoId)
    const [state, tasks] = await Promise.all([app.assets.stateOf(video, signal), transcodesOf(app, video)])
    const status = statusOf(state, tasks)
    if (status !== 'Normal') throw illegalStatus(status, 403)
    const streams = streamsOf(tasks, {
      formats: asked.Formats ?? [],
      definitions: (asked.Definition ?? []).map((each) =>
        each === 'FHD' && isDefinition(each) ? playDefinition(each) : each,
      ),
      types: asked.StreamType ?? [],
      all: asked.ResultType === 'Multiple',
    })
    const [first] = streams
    if (!first) throw noStream(asked)
    const { CoverURL } = keptWith(video)
    const urlOf = await urlsFor(call)
    // Of the source; of a stream when that is gone.
    const media = state.status === 'ready' ? state.measured.media : first.media
    return {
      VideoBase: {
        VideoId: video.id,
        Title: video.title,
        Status: 'Normal' as const,
        Duration: media.duration.toFixed(4),
        ...(CoverURL === undefined ? {} : { CoverURL }),
        MediaType: media.video.length > 0 ? ('video' as const) : ('audio' as const),
        CreationTime: spellTime(video.createdAt),
      },
      PlayInfoList: { PlayInfo: streams.map((stream) => describeStream(stream, urlOf, asked.AuthTimeout)) },
    }
  },
})

const noStream = ({
  Formats = [],
  Definition = [],
  StreamType = [],
}: {
  Formats?: string[] | undefined
  Definition?: string[] | undefined
  StreamType?: string[] | undefined
}) =>
  acsFail(
    'object-not-found',
    'InvalidVideo.NoneStream',
    `The video has no stream to play for the request parameter 'Formats: ${Formats.join()}, Definition: ${Definition.join()}, StreamType: ${StreamType.join()}'.`,
    'VideoId',
  )
