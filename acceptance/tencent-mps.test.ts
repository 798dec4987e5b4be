import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, filesIn, makeClip, md5, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let input: string
let output: string

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  input = bucket(server.dataDir, 'in-1300000000')
  output = bucket(server.dataDir, 'out-1300000000')
  makeClip(join(input, 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const cosOutput = {
  Type: 'COS',
  CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' },
}
const wholeOutput = { ...cosOutput, S3OutputStorage: null }
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

type Detail = Awaited<ReturnType<MpsClient['DescribeTaskDetail']>>
const resultsOf = (detail: Detail) => detail.WorkflowTask?.MediaProcessResultSet ?? []
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Polls until the task is finished; progress must be whole numbers that never fall. */
const finish = async (taskId: string): Promise<Detail> => {
  let before: readonly number[] = []
  for (;;) {
    const detail = await client.DescribeTaskDetail({ TaskId: taskId })
    const progress = resultsOf(detail).map((result) => Number(result.TranscodeTask?.Progress ?? 0))
    for (const [i, value] of progress.entries()) {
      expect(Number.isInteger(value)).toBe(true)
      expect(value).toBeGreaterThanOrEqual(before[i] ?? 0)
    }
    before = progress
    if (detail.Status === 'FINISH') return detail
    expect(['WAITING', 'PROCESSING']).toContain(detail.Status)
    await pause(50)
  }
}

test('a task of several outputs runs, and every member of its detail is true', async () => {
  const { TaskId, RequestId } = await client.ProcessMedia({
    InputInfo: cosInput(),
    OutputStorage: cosOutput,
    OutputDir: '/results/',
    MediaProcessTask: {
      TranscodeTaskSet: [
        { Definition: 10 },
        {
          Definition: 100010,
          OverrideParameter: { VideoTemplate: { Height: 240 } },
          OutputObjectPath: '/elsewhere/{inputName}-{definition}',
          StartTimeOffset: 0.5,
          EndTimeOffset: 2.5,
        },
        {
          Definition: 210,
          OverrideParameter: { VideoTemplate: { Gop: 24, HlsTime: 1 } },
          OutputObjectPath: '/hello/world/videoplayback_transcode111_210',
          SegmentObjectName: '/hello/world/no/problem/videoplayback_transcode11_210_{number}',
          ObjectNumberFormat: { InitialValue: 2, Increment: 3 },
        },
        { Definition: 1110 },
        {
          Definition: 0,
          RawParameter: {
            Container: 'mp4',
            RemoveAudio: 1,
            VideoTemplate: {
              Codec: 'h264',
              Fps: 0,
              Bitrate: 0,
              Width: 200,
              Height: 200,
              ResolutionAdaptive: 'close',
            },
          },
        },
      ],
      ImageSpriteTaskSet: [{ Definition: 10 }],
    },
    TasksPriority: 3,
    SessionId: 'session-1',
    SessionContext: 'ctx ü',
  })
  expect(TaskId).toMatch(/^\d+-WorkflowTask-[0-9a-f]{32}t0$/)
  expect(RequestId).toMatch(/^[0-9a-f-]{36}$/)
  const detail = await finish(TaskId ?? '')

  expect(detail).toMatchObject({
    TaskType: 'WorkflowTask',
    Status: 'FINISH',
    EditMediaTask: null,
    LiveStreamProcessTask: null,
    ScheduleTask: null,
    LiveScheduleTask: null,
    TaskNotifyConfig: null,
    TasksPriority: 3,
    SessionId: 'session-1',
    SessionContext: 'ctx ü',
    ExtInfo: '',
  })
  const times = [detail.CreateTime, detail.BeginProcessTime, detail.FinishTime].map(String)
  for (const time of times) expect(time).toMatch(TIME)
  expect([...times].sort()).toEqual(times)

  const source = probe(join(input, 'clip.mp4'))
  const [sourceVideo, sourceAudio] = [streamOf(source, 'video'), streamOf(source, 'audio')]
  expect(detail.WorkflowTask).toMatchObject({
    TaskId,
    Status: 'FINISH',
    ErrCode: 0,
    Message: '',
    InputInfo: { ...cosInput(), S3InputInfo: null, UrlInputInfo: null },
    MetaData: {
      Size: Number(source.format.size),
      Container: source.format.format_name,
      Bitrate: Number(source.format.bit_rate),
      Duration: Number(source.format.duration),
      Height: 360,
      Width: 480,
      Rotate: 0,
      VideoDuration: Number(sourceVideo?.duration),
      AudioDuration: Number(sourceAudio?.duration),
      VideoStreamSet: [
        {
          Bitrate: Number(sourceVideo?.bit_rate),
          Codec: 'h264',
          Fps: 29,
          FpsNumerator: 30000,
          FpsDenominator: 1001,
          Height: 360,
          Width: 480,
          HdrType: '',
          ColorPrimaries: '',
          ColorSpace: '',
          ColorTransfer: '',
        },
      ],
      AudioStreamSet: [
        { Channel: 2, Bitrate: Number(sourceAudio?.bit_rate), Codec: 'aac', SamplingRate: 44100 },
      ],
    },
    AiAnalysisResultSet: [],
    AiRecognitionResultSet: [],
    AiContentReviewResultSet: [],
    AiQualityControlTaskResult: null,
  })

  const results = resultsOf(detail)
  expect(results.map((result) => result.Type)).toEqual([...Array(5).fill('Transcode'), 'ImageSprites'])
  const paths = [
    '/results/clip_transcode_10.mp4',
    '/elsewhere/clip-100010.mp4',
    '/hello/world/videoplayback_transcode111_210.m3u8',
    '/results/clip_transcode_1110.m4a',
    '/results/clip_transcode_0.mp4',
  ]
  for (const [i, path] of paths.entries()) {
    const result = results[i]
    expect(result).toMatchObject({
      AnimatedGraphicTask: null,
      SnapshotByTimeOffsetTask: null,
      SampleSnapshotTask: null,
      ImageSpriteTask: null,
      TranscodeTask: {
        Status: 'SUCCESS',
        ErrCode: 0,
        ErrCodeExt: 'SUCCESS',
        Message: 'SUCCESS',
        Progress: 100,
      },
    })
    const made = result?.TranscodeTask?.Output
    const file = join(output, path)
    const facts = probe(file)
    const isHls = path.endsWith('.m3u8')
    const folder = join(output, dirname(path))
    const bytes = isHls ? filesIn(folder).reduce((sum, each) => sum + size(each), 0) : size(file)
    const [video, audio] = [streamOf(facts, 'video'), streamOf(facts, 'audio')]
    expect(made).toMatchObject({
      OutputStorage: wholeOutput,
      Path: path,
      Definition: result?.TranscodeTask?.Input?.Definition,
      Size: bytes,
      Md5: md5(file),
      Container: isHls ? 'hls,applehttp' : facts.format.format_name,
      Height: video?.height ?? 0,
      Width: video?.width ?? 0,
    })
    expect(made?.Duration).toBeCloseTo(Number(facts.format.duration), 1)
    expect(Math.abs(Number(made?.Bitrate) / ((bytes * 8) / Number(facts.format.duration)) - 1)).toBeLessThan(
      0.05,
    )
    expect(made?.VideoStreamSet).toEqual(
      video
        ? [expect.objectContaining({ Codec: 'h264', Height: video.height, Width: video.width, HdrType: '' })]
        : [],
    )
    if (video) {
      const [num = 0, den = 1] = video.avg_frame_rate.split('/').map(Number)
      expect(made?.VideoStreamSet?.[0]).toMatchObject({
        Fps: Math.floor(num / den),
        FpsNumerator: num,
        FpsDenominator: den,
        ...(video.bit_rate === undefined ? {} : { Bitrate: Number(video.bit_rate) }),
      })
    }
    expect(made?.AudioStreamSet).toEqual(
      audio
        ? [
            expect.objectContaining({
              Codec: audio.codec_name,
              Channel: audio.channels,
              SamplingRate: Number(audio.sample_rate),
            }),
          ]
        : [],
    )
  }

  const inputs = results.map((result) => result.TranscodeTask?.Input)
  expect(inputs[0]).toMatchObject({
    Definition: 10,
    WatermarkSet: [],
    MosaicSet: [],
    RawParameter: null,
    OverrideParameter: null,
    HeadTailParameter: null,
    StartTimeOffset: 0,
    EndTimeOffset: 0,
    OutputStorage: wholeOutput,
    OutputObjectPath: '{inputName}_transcode_{definition}.{format}',
    SegmentObjectName: '{inputName}_transcode_{definition}_{number}.{format}',
    ObjectNumberFormat: { InitialValue: 0, Increment: 1, MinLength: 1, PlaceHolder: '0' },
  })
  expect(inputs[1]).toMatchObject({ StartTimeOffset: 0.5, EndTimeOffset: 2.5 })
  expect(inputs[2]).toMatchObject({
    OutputObjectPath: '/hello/world/videoplayback_transcode111_210',
    SegmentObjectName: '/hello/world/no/problem/videoplayback_transcode11_210_{number}',
    ObjectNumberFormat: { InitialValue: 2, Increment: 3, MinLength: 1, PlaceHolder: '0' },
  })

  const sizes = results.map(({ TranscodeTask: t }) => [t?.Output?.Width, t?.Output?.Height])
  expect(sizes.slice(0, 5)).toEqual([
    [320, 240],
    [320, 240],
    [320, 240],
    [0, 0],
    [200, 200],
  ])
  expect(results[1]?.TranscodeTask?.Output?.Duration).toBeCloseTo(2, 1)
  expect(
    filesIn(join(output, 'hello/world/no/problem'))
      .map((file) => basename(file))
      .sort(),
  ).toEqual([
    'videoplayback_transcode11_210_2.ts',
    'videoplayback_transcode11_210_5.ts',
    'videoplayback_transcode11_210_8.ts',
  ])
  const sprite = results[5]?.ImageSpriteTask
  expect(sprite).toMatchObject({
    Status: 'SUCCESS',
    Output: {
      Width: 142,
      Height: 80,
      TotalCount: 1,
      ImagePathSet: ['/results/clip_imageSprite_10_0.jpg'],
      WebVttPath: '/results/clip_imageSprite_10.vtt',
      Storage: wholeOutput,
    },
  })
  expect(probe(join(output, 'results/clip_imageSprite_10_0.jpg')).streams[0]?.codec_name).toBe('mjpeg')
})

test('a session id is taken once', async () => {
  const request = {
    InputInfo: cosInput(),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1100 }] },
    SessionId: 'session-2',
  }
  const { TaskId } = await client.ProcessMedia(request)
  expect(await codeOf(client.ProcessMedia(request))).toBe('InvalidParameterValue.SessionId')
  const detail = await finish(TaskId ?? '')
  expect(resultsOf(detail)[0]?.TranscodeTask?.Output?.Path).toBe('/clip_transcode_1100.m4a')
  expect(size(join(input, 'clip_transcode_1100.m4a'))).toBeGreaterThan(1000)
})

test('a source that is not there fails the task, and says whose fault it is', async () => {
  const { TaskId } = await client.ProcessMedia({
    InputInfo: cosInput('/missing.mp4'),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  })
  const detail = await finish(TaskId ?? '')
  expect(detail.WorkflowTask).toMatchObject({ Status: 'FINISH', ErrCode: 30009, MetaData: null })
  expect(detail.WorkflowTask?.Message).toMatch(/missing\.mp4|not/)
  expect(resultsOf(detail)[0]?.TranscodeTask).toMatchObject({
    Status: 'FAIL',
    ErrCode: 30009,
    ErrCodeExt: 'SourceFileError.DownloadNotAccessible',
    Output: null,
  })
})

test('tasks are listed by state, page by page', async () => {
  const all = await client.DescribeTasks({ Status: 'FINISH', Limit: 100 })
  const ids = all.TaskSet?.map((task) => task.TaskId) ?? []
  expect(ids.length).toBeGreaterThanOrEqual(3)
  expect(all.TotalCount).toBe(ids.length)
  expect(all.ScrollToken).toBe('')
  const seen: unknown[] = []
  let ScrollToken = ''
  do {
    const page = await client.DescribeTasks({ Status: 'FINISH', Limit: 1, ScrollToken })
    seen.push(...(page.TaskSet ?? []).map((task) => task.TaskId))
    ScrollToken = page.ScrollToken ?? ''
  } while (ScrollToken !== '')
  expect(seen).toEqual(ids)
  const failed = await client.DescribeTasks({ Status: 'FINISH', SubTaskHasFailed: true })
  expect(failed.TaskSet).toHaveLength(1)
  expect(all.TaskSet?.at(-1)?.SubTaskTypes).toEqual(['action-trans', 'action-image-sprite'])
  expect((await client.DescribeTasks({ Status: 'WAITING' })).TaskSet).toEqual([])
})

test('meta data and templates', async () => {
  const { MetaData } = await client.DescribeMediaMetaData({ InputInfo: cosInput() })
  expect(MetaData).toMatchObject({ Width: 480, Height: 360, Container: 'mov,mp4,m4a,3gp,3g2,mj2' })
  expect(await codeOf(client.DescribeMediaMetaData({ InputInfo: cosInput('/none.mp4') }))).toBe(
    'InvalidParameterValue.SrcFile',
  )
  const { TotalCount, TranscodeTemplateSet } = await client.DescribeTranscodeTemplates({
    Definitions: [100010],
  })
  expect(TotalCount).toBe(1)
  expect(TranscodeTemplateSet?.[0]).toMatchObject({
    Definition: '100010',
    Name: 'MP4-FLU',
    Type: 'Preset',
    Container: 'mp4',
    ContainerType: 'Video',
    VideoTemplate: { Codec: 'libx264', Height: 360, Bitrate: 400, Fps: 25, FillType: 'stretch', Mode: 'ABR' },
    AudioTemplate: { Codec: 'libfdk_aac', Bitrate: 64, SampleRate: 44100, AudioChannel: 2 },
    TEHDConfig: null,
    EnhanceConfig: null,
    AliasName: '',
    CreateTime: '2020-03-04T07:39:36+08:00',
  })
  const sound = await client.DescribeTranscodeTemplates({ ContainerType: 'PureAudio', Limit: 2, Offset: 6 })
  expect(sound.TotalCount).toBe(7)
  expect(sound.TranscodeTemplateSet).toHaveLength(1)
})

test('a task that waits can be aborted, once', async () => {
  await using idle = await startServer({ env: { PENTODE_WORKERS: '0' } })
  bucket(idle.dataDir, 'in-1300000000')
  const lonely = createClient(idle)
  const { TaskId = '' } = await lonely.ProcessMedia({
    InputInfo: cosInput(),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }, { Definition: 20 }] },
  })
  const waiting = await lonely.DescribeTaskDetail({ TaskId })
  expect(waiting).toMatchObject({
    Status: 'WAITING',
    BeginProcessTime: '0000-00-00T00:00:00Z',
    FinishTime: '0000-00-00T00:00:00Z',
    WorkflowTask: { Status: 'PROCESSING', ErrCode: 0, MetaData: null },
  })
  expect(resultsOf(waiting).map(({ TranscodeTask: t }) => [t?.Status, t?.Progress, t?.Output])).toEqual([
    ['PROCESSING', 0, null],
    ['PROCESSING', 0, null],
  ])
  expect((await lonely.DescribeTasks({ Status: 'WAITING' })).TaskSet?.map((task) => task.TaskId)).toEqual([
    TaskId,
  ])

  expect(Object.keys(await lonely.ManageTask({ OperationType: 'Abort', TaskId }))).toEqual(['RequestId'])
  const aborted = await lonely.DescribeTaskDetail({ TaskId })
  expect(aborted.Status).toBe('FINISH')
  expect(aborted.WorkflowTask).toMatchObject({
    Status: 'FINISH',
    ErrCode: 30010,
    Message: 'The task was aborted.',
  })
  expect(resultsOf(aborted).map(({ TranscodeTask: t }) => t?.Status)).toEqual(['FAIL', 'FAIL'])
  expect(await codeOf(lonely.ManageTask({ OperationType: 'Abort', TaskId }))).toBe(
    'InvalidParameterValue.NotProcessingTask',
  )
})
