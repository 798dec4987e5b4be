import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { PRESETS } from '../presets.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { toSubmission } from './submission.ts'
import { parametersOf } from './templates.ts'

const templates = new Map(PRESETS.map((preset) => [Number(preset.id), parametersOf(preset)]))
const InputInfo = {
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1', Region: 'ap-a', Object: '/folder/my clip.tar.mov' },
}

const submit = (request: Record<string, unknown>) => {
  const whole = { InputInfo, ...request }
  return toSubmission(validate(processMediaRequest, whole), whole as never, templates)
}
const transcode = (task: object, request: object = {}) =>
  submit({ MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10, ...task }] }, ...request }).outputs[0]

test('a request becomes a task with its source, priority, token and the request as it came', () => {
  const request = {
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: '10' }], ImageSpriteTaskSet: [{ Definition: 10 }] },
    TasksPriority: -3,
    SessionId: 's',
    SessionContext: 'c',
  }
  expect(submit(request)).toMatchObject({
    dialect: 'tencent-mps',
    request: { InputInfo, ...request },
    source: { from: 'object', bucket: 'in-1', key: 'folder/my clip.tar.mov' },
    priority: -3,
    clientToken: 's',
    dedupeWindow: 259_200_000,
    userData: 'c',
    outputs: [
      { name: 'transcode-0', template: '10' },
      { name: 'image-sprite-0', template: '10' },
    ],
  })
})

test('exactly one slash is taken off an object name', () => {
  const source = submit({
    InputInfo: { ...InputInfo, CosInputInfo: { ...InputInfo.CosInputInfo, Object: '//a.mp4' } },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 10 }] },
  }).source
  expect(source).toMatchObject({ key: '/a.mp4' })
})

test.each([
  [{}, {}, 'folder/my clip.tar_transcode_10.mp4'],
  [{}, { OutputDir: '/' }, 'my clip.tar_transcode_10.mp4'],
  [
    { OutputObjectPath: 'a/{inputName}.{inputFormat}.{format}' },
    { OutputDir: '/o/p/' },
    'o/p/a/my clip.tar.mov.mp4',
  ],
  [{ OutputObjectPath: '/abs/{definition}' }, { OutputDir: '/o/' }, 'abs/10.mp4'],
  [
    { OutputObjectPath: 'x_{number}.{format}', ObjectNumberFormat: { InitialValue: 7, MinLength: 3 } },
    {},
    'folder/x_007.mp4',
  ],
  [{ Definition: 210 }, {}, 'folder/my clip.tar_transcode_210.m3u8'],
  [{ Definition: 1010 }, {}, 'folder/my clip.tar_transcode_1010.mp3'],
  [{ OutputObjectPath: 'x.MP4' }, {}, 'folder/x.MP4'],
])('path of %j under %j', (task, request, key) =>
  expect(transcode(task, request)?.destination).toMatchObject({ bucket: 'in-1', key }),
)

test.each([
  [{ Definition: 210 }, 'my clip.tar_transcode_210_{number}.ts'],
  [{ Definition: 210, SegmentObjectName: 'seg/{number}' }, 'seg/{number}.ts'],
  [{ Definition: 210, OutputObjectPath: '/a/b', SegmentObjectName: '/a/c/{number}' }, 'c/{number}.ts'],
  [
    {
      Definition: 210,
      OverrideParameter: { VideoTemplate: { SegmentType: 7 } },
      SegmentObjectName: '{number}.{format}',
    },
    '{number}.m4s',
  ],
])('segments of %j', (task, segment) =>
  expect(transcode(task)?.destination).toMatchObject({
    parts: { segment, numbers: { initial: 0, increment: 1 } },
  }),
)

test('storage is inherited upwards, from the task to the request to the input', () => {
  const storage = (Bucket?: string) => ({ OutputStorage: { Type: 'COS', CosOutputStorage: { Bucket } } })
  const bucket = (task: object, request: object) => {
    const destination = transcode(task, request)?.destination
    return typeof destination === 'object' ? destination.bucket : undefined
  }
  expect(bucket(storage('near'), storage('far'))).toBe('near')
  expect(bucket(storage(), storage('far'))).toBe('far')
  expect(bucket({}, {})).toBe('in-1')
  const url = { InputInfo: { Type: 'URL', UrlInputInfo: { Url: 'https://h/a%20b.mp4?x=1' } } }
  expect(problemOf(() => transcode({}, url))).toEqual(['missing-parameter', 'OutputStorage'])
  expect(transcode({}, { ...url, ...storage('out') })?.destination).toEqual({
    bucket: 'out',
    key: 'a b_transcode_10.mp4',
  })
})

test('an override replaces only what it names', () => {
  const spec = transcode({ OverrideParameter: { VideoTemplate: { Bitrate: 512 }, RemoveAudio: 1 } })?.spec
  expect(spec).toMatchObject({
    kind: 'file',
    container: 'mp4',
    video: { rate: { bitrate: 512_000 }, frameRate: { num: 24 }, profile: 'high' },
  })
  expect(spec).not.toHaveProperty('audio')
})

test('definition 0 brings its own parameters, and only it does', () => {
  const RawParameter = {
    Container: 'm4a',
    RemoveVideo: 1,
    AudioTemplate: { Codec: 'aac', Bitrate: 96, SampleRate: 48000 },
  }
  const output = transcode({ Definition: 0, RawParameter })
  expect(output?.spec).toMatchObject({ container: 'm4a', audio: { bitrate: 96_000 } })
  expect(output).not.toHaveProperty('template')
  expect(output?.destination).toMatchObject({ key: 'folder/my clip.tar_transcode_0.m4a' })
})

test('sprites and their index go where they are told', () => {
  const sprite = (task: object) =>
    submit({ MediaProcessTask: { ImageSpriteTaskSet: [{ Definition: 10, ...task }] }, OutputDir: '/o/' })
      .outputs[0]
  expect(sprite({})).toMatchObject({
    spec: { kind: 'sprite', every: { seconds: 10 }, columns: 10, rows: 10, tileWidth: 142, tileHeight: 80 },
    destination: {
      key: 'o/my clip.tar_imageSprite_10.vtt',
      parts: { sheet: 'my clip.tar_imageSprite_10_{number}.jpg' },
    },
  })
  expect(sprite({ OutputObjectPath: 'sheets/{number}.{format}', WebVttObjectName: 'i' })).toMatchObject({
    destination: { key: 'o/i.vtt', parts: { sheet: 'sheets/{number}.jpg' } },
  })
  expect(problemOf(() => sprite({ Definition: 11 }))?.[0]).toBe('template-not-found')
  expect(problemOf(() => sprite({ OutputObjectPath: '/p/{number}' }))?.[0]).toBe('invalid-parameter')
})

test.each([
  [{ Definition: 0 }, {}, 'missing-parameter', 'MediaProcessTask.TranscodeTaskSet.0.RawParameter'],
  [
    { OutputObjectPath: '{nope}' },
    {},
    'invalid-parameter',
    'MediaProcessTask.TranscodeTaskSet.0.OutputObjectPath',
  ],
  [
    { Definition: 210, SegmentObjectName: 'x' },
    {},
    'invalid-parameter',
    'MediaProcessTask.TranscodeTaskSet.0.SegmentObjectName',
  ],
  [
    { Definition: 210, SegmentObjectName: '/z/{number}' },
    {},
    'invalid-parameter',
    'MediaProcessTask.TranscodeTaskSet.0.SegmentObjectName',
  ],
  [
    { BlindWatermark: { Definition: 1 } },
    {},
    'unsupported-parameter',
    'MediaProcessTask.TranscodeTaskSet.0.BlindWatermark',
  ],
  [{}, { OutputDir: 'o/' }, 'invalid-parameter', 'OutputDir'],
  [{}, { ScheduleId: 1 }, 'unsupported-parameter', 'ScheduleId'],
  [{}, { TasksPriority: 11 }, 'value-out-of-range', 'TasksPriority'],
  [{}, { SessionContext: 'x'.repeat(1001) }, 'value-out-of-range', 'SessionContext'],
  [{}, { OutputStorage: { Type: 'VOD' } }, 'unsupported-parameter', 'OutputStorage.Type'],
  [{}, { InputInfo: { Type: 'COS' } }, 'missing-parameter', 'InputInfo.CosInputInfo'],
  [
    {},
    { InputInfo: { ...InputInfo, S3InputInfo: { S3Bucket: 'b' } } },
    'unsupported-parameter',
    'InputInfo.S3InputInfo',
  ],
  [{}, { MediaProcessTask: {} }, 'invalid-parameter', 'MediaProcessTask'],
  [{}, { Bogus: 1 }, 'unknown-parameter', 'Bogus'],
])('refuses %j with %j', (task, request, code, path) =>
  expect(problemOf(() => transcode(task, request))).toEqual([code, path]),
)

test('fields that ask for nothing are fine', () => {
  const nothing = {
    ScheduleId: 0,
    TaskNotifyConfig: {},
    AiAnalysisTask: null,
    Activities: [],
    SkipMateData: 0,
    OutputDir: '',
    SessionId: '',
  }
  const submission = submit({
    ...nothing,
    MediaProcessTask: {
      TranscodeTaskSet: [{ Definition: 10, WatermarkSet: [], RawParameter: null, StartTimeOffset: 0 }],
    },
  })
  expect(submission).not.toHaveProperty('clientToken')
  expect(submission.outputs).toHaveLength(1)
})
