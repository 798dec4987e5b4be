import { expect, test } from 'vitest'
import { projectId, taskId } from '../../../domain/ids.ts'
import type { MediaInfo } from '../../../domain/media-info.ts'
import type { OutputSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problem } from '../../../domain/problem.ts'
import type { Output, OutputState, Task } from '../../../domain/task.ts'
import { bps, bytes, instant, percent, rational, seconds } from '../../../domain/units.ts'
import { taskDetail } from '../schema/task-detail.ts'
import { createSubmittedReader } from './submitted.ts'
import { describeTask } from './task-detail.ts'

const AT = instant(Date.UTC(2019, 6, 16, 6, 21, 27, 999))
const LATER = instant(Date.UTC(2019, 6, 16, 6, 21, 46))
const readSubmitted = createSubmittedReader()

const mediaStub: MediaInfo = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  size: bytes(19_626_862),
  duration: seconds(380.946563),
  startTime: seconds(0),
  bitrate: bps(409_657.6),
  video: [
    {
      index: 0,
      codec: 'hevc',
      width: 480,
      height: 360,
      sampleAspect: rational(1),
      rotation: 0,
      frameRate: rational(30000, 1001),
      baseFrameRate: rational(30000, 1001),
      pixelFormat: 'yuv420p10le',
      bitDepth: 10,
      interlaced: false,
      color: { primaries: 'bt2020', transfer: 'smpte2084', space: 'bt2020nc' },
      hdr: 'hdr10',
    },
  ],
  audio: [
    {
      index: 1,
      codec: 'aac',
      codecString: 'mp4a.40.2',
      sampleRate: 44_100,
      channels: 6,
      bitrate: bps(95_999.4),
      default: true,
    },
  ],
  subtitles: [],
  pictures: 0,
  tags: {},
}

const FILE: OutputSpec = {
  kind: 'file',
  container: 'mp4',
  video: {
    codec: 'h264',
    rate: { mode: 'crf', crf: 21.5 },
    size: { by: 'sides', second: 720, fill: 'fit', upscale: false },
    frameRate: rational(30000, 1001),
    gop: { seconds: seconds(2.4) },
    copy: 'never',
  },
  audio: { codec: 'opus', copy: 'never' },
}
const LADDER: StreamSpec = {
  kind: 'stream',
  protocol: 'hls',
  segmentFormat: 'ts',
  segmentDuration: seconds(6),
  master: true,
  renditions: ['a', 'b'].map((name) => ({
    name,
    video: { codec: 'h264', rate: { mode: 'crf', crf: 23 }, size: { by: 'source' }, copy: 'never' },
  })),
  audioPlacement: 'muxed',
}
const SPRITE: OutputSpec = {
  kind: 'sprite',
  every: { seconds: 10 },
  columns: 10,
  rows: 10,
  tileWidth: 142,
  tileHeight: 80,
}

const output = (index: number, spec: OutputSpec, state: OutputState, name = `o${index}`): Output => ({
  index,
  name,
  spec,
  destination: { bucket: 'out', key: `dir/${name}.x` },
  state,
})
const task = (outputs: readonly Output[], more: Partial<Task> = {}): Task => ({
  id: taskId('80108cc3380155d98b2e3573a48a0000'),
  serial: 1,
  project: projectId('p'),
  dialect: 'pentode',
  request: {},
  source: { from: 'url', url: 'https://h/a.mp4' },
  outputs,
  priority: 0,
  createdAt: AT,
  cancelRequested: false,
  fence: 1,
  ...more,
})
/** Described, and checked against the strictest reading of the model, as JSON. */
const detailOf = (of: Task) => {
  const detail = describeTask(of, readSubmitted(of))
  expect(taskDetail.parse(JSON.parse(JSON.stringify(detail)))).toBeTruthy()
  const { WorkflowTask } = detail
  if (!WorkflowTask) throw new Error('described as something else than a workflow')
  return { ...detail, WorkflowTask }
}
const done = (more: object = {}): OutputState => ({
  status: 'succeeded',
  startedAt: AT,
  finishedAt: LATER,
  result: {
    files: [
      { role: 'segment', bucket: 'out', key: 'dir/0.ts', size: bytes(90) },
      { role: 'file', bucket: 'out', key: 'dir/o0.x', size: bytes(10), md5: 'abc' },
    ],
    size: bytes(100),
    media: mediaStub,
    ...more,
  },
})

test.each<[OutputState, string, string, string, number]>([
  [{ status: 'queued' }, 'WAITING', 'PROCESSING', 'PROCESSING', 0],
  [
    { status: 'running', progress: percent(41.9), startedAt: AT },
    'PROCESSING',
    'PROCESSING',
    'PROCESSING',
    41,
  ],
  [
    { status: 'running', progress: percent(100), startedAt: AT },
    'PROCESSING',
    'PROCESSING',
    'PROCESSING',
    99,
  ],
  [done(), 'FINISH', 'FINISH', 'SUCCESS', 100],
  [
    { status: 'failed', finishedAt: LATER, problem: problem('encode-failed', 'Why.') },
    'FINISH',
    'FINISH',
    'FAIL',
    100,
  ],
  [{ status: 'cancelled', finishedAt: LATER }, 'FINISH', 'FINISH', 'FAIL', 100],
])('%j reads %s, %s, %s at %i', (state, status, workflow, sub, progress) => {
  const detail = detailOf(task([output(0, FILE, state)]))
  expect(detail.Status).toBe(status)
  expect(detail.WorkflowTask.Status).toBe(workflow)
  expect(detail.WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask).toMatchObject({
    Status: sub,
    Progress: progress,
  })
})

test('times are whole seconds in UTC, and all zeros before they come', () => {
  expect(detailOf(task([output(0, FILE, { status: 'queued' })]))).toMatchObject({
    CreateTime: '2019-07-16T06:21:27Z',
    BeginProcessTime: '0000-00-00T00:00:00Z',
    FinishTime: '0000-00-00T00:00:00Z',
  })
})

test('the result is the measured file: whole numbers, the sum of sizes, the main file’s sum', () => {
  const made = detailOf(task([output(0, FILE, done())])).WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask
    ?.Output
  expect(made).toMatchObject({
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out', Region: '' }, S3OutputStorage: null },
    Path: '/dir/o0.x',
    Size: 100,
    Md5: 'abc',
    Bitrate: 409_658,
    Duration: 380.946563,
    VideoStreamSet: [
      {
        Fps: 29,
        FpsNumerator: 30000,
        FpsDenominator: 1001,
        HdrType: 'HDR10',
        ColorPrimaries: 'bt2020',
        Bitrate: null,
      },
    ],
    AudioStreamSet: [
      { Channel: 6, Bitrate: 95_999, SamplingRate: 44_100, Codecs: 'mp4a.40.2', Loudness: null },
    ],
  })
})

test('the source at fault is the workflow’s error and every sub-task’s', () => {
  const why = problem('source-unreadable', 'The source is no media file.')
  const failed: OutputState = { status: 'failed', finishedAt: LATER, problem: why }
  const { WorkflowTask } = detailOf(task([output(0, FILE, failed)], { problem: why }))
  expect(WorkflowTask).toMatchObject({ ErrCode: 30009, Message: why.message })
  expect(WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask).toMatchObject({
    ErrCode: 30009,
    ErrCodeExt: 'SourceFileError.ContentMalformed',
    Message: why.message,
    Output: null,
  })
})

test('an output at fault is its own error only', () => {
  const { WorkflowTask } = detailOf(
    task([
      output(0, FILE, done()),
      output(1, FILE, { status: 'failed', finishedAt: LATER, problem: problem('encode-failed', 'Why.') }),
    ]),
  )
  expect(WorkflowTask).toMatchObject({ ErrCode: 0, Message: '' })
  expect(WorkflowTask.MediaProcessResultSet[1]?.TranscodeTask).toMatchObject({
    ErrCode: 30010,
    ErrCodeExt: 'InternalError',
    Message: 'Why.',
  })
})

test('a task of another API is shown in these words', () => {
  const { WorkflowTask } = detailOf(
    task(
      [
        output(0, FILE, done()),
        output(1, LADDER, done({ renditions: [] })),
        output(2, SPRITE, done({ sprite: { count: 4, tileWidth: 142, tileHeight: 80 } })),
        output(
          3,
          { ...LADDER, renditions: LADDER.renditions.slice(0, 1), master: false },
          { status: 'queued' },
        ),
      ],
      { media: mediaStub, source: { from: 'object', bucket: 'in', key: 'a/b.mp4' } },
    ),
  )
  expect(WorkflowTask.TaskId).toBe('1300000000-WorkflowTask-80108cc3380155d98b2e3573a48a0000t0')
  expect(WorkflowTask.InputInfo.CosInputInfo).toEqual({ Bucket: 'in', Region: '', Object: '/a/b.mp4' })
  expect(WorkflowTask.MediaProcessResultSet.map((result) => result.Type)).toEqual([
    'Transcode',
    'AdaptiveDynamicStreaming',
    'ImageSprites',
    'Transcode',
  ])
  expect(WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask?.Input).toMatchObject({
    Definition: 0,
    OutputObjectPath: '/dir/o0.x',
    RawParameter: {
      Container: 'mp4',
      VideoTemplate: {
        Codec: 'h264',
        Fps: 30000,
        FpsDenominator: 1001,
        Mode: 'VCRF',
        Vcrf: 22,
        Height: 720,
        ResolutionAdaptive: 'close',
        Gop: 2,
        GopUnit: 'second',
      },
      AudioTemplate: { Codec: 'opus' },
    },
  })
  expect(WorkflowTask.MediaProcessResultSet[1]?.AdaptiveDynamicStreamingTask).toMatchObject({
    BeginProcessTime: '2019-07-16T06:21:27Z',
    Output: { Package: 'HLS', Path: '/dir/o1.x' },
  })
  expect(WorkflowTask.MediaProcessResultSet[2]?.ImageSpriteTask?.Output).toMatchObject({ TotalCount: 4 })
})

test('a local file is shown as a file URL', () => {
  const { WorkflowTask } = detailOf(
    task([output(0, FILE, { status: 'queued' })], { source: { from: 'file', path: '/a b.mp4' } }),
  )
  expect(WorkflowTask.InputInfo.UrlInputInfo).toEqual({ Url: 'file:///a%20b.mp4' })
})

test('the caller’s own request is echoed, with numbers as numbers', () => {
  const request = {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'in', Region: 'ap-a', Object: '/a.mp4' } },
    OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket: 'out' } },
    MediaProcessTask: {
      TranscodeTaskSet: [
        { Definition: '10', StartTimeOffset: '1.5', OverrideParameter: { VideoTemplate: { Height: '360' } } },
      ],
    },
  }
  const { WorkflowTask } = detailOf(
    task([output(0, FILE, done(), 'transcode-0')], { dialect: 'tencent-mps', request }),
  )
  expect(WorkflowTask.MediaProcessResultSet[0]?.TranscodeTask).toMatchObject({
    Input: {
      Definition: 10,
      StartTimeOffset: 1.5,
      OverrideParameter: { VideoTemplate: { Height: 360 } },
      OutputStorage: { CosOutputStorage: { Bucket: 'out', Region: 'ap-a' } },
      OutputObjectPath: '{inputName}_transcode_{definition}.{format}',
    },
    Output: { Definition: 10 },
  })
})

test('an adaptive task is echoed with its number and the names that apply', () => {
  const request = {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'in', Region: 'ap-a', Object: '/a.mp4' } },
    MediaProcessTask: {
      AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, SubStreamObjectName: 's{subStreamNumber}' }],
    },
  }
  const { WorkflowTask } = detailOf(
    task([output(0, LADDER, done({ renditions: [] }), 'adaptive-0')], {
      id: taskId('80108cc3380155d98b2e3573a48a0001'),
      dialect: 'tencent-mps',
      request,
    }),
  )
  expect(WorkflowTask.MediaProcessResultSet[0]?.AdaptiveDynamicStreamingTask).toMatchObject({
    Input: {
      Definition: 10,
      OutputObjectPath: '{inputName}_adaptiveDynamicStreaming_{definition}.{format}',
      SubStreamObjectName: 's{subStreamNumber}',
    },
    Output: { Definition: 10, Package: 'HLS', Path: '/dir/adaptive-0.x' },
  })
})
