import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, filesIn, makeClip, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let output: string

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  makeClip(join(bucket(server.dataDir, 'in-1300000000'), 'clip.mp4'))
  output = bucket(server.dataDir, 'out-1300000000')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const OutputStorage = {
  Type: 'COS',
  CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' },
}

test('an adaptive stream has the sizes the source can fill, under the names asked for', async () => {
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: cosInput(),
    OutputStorage,
    OutputDir: '/plain/',
    MediaProcessTask: {
      AdaptiveDynamicStreamingTaskSet: [
        {
          Definition: 10,
          OutputObjectPath: '/named/main.{format}',
          SubStreamObjectName: 'sub{subStreamNumber}/list.{format}',
          SegmentObjectName: '{inputName}-{segmentNumber}.{format}',
        },
        { Definition: 10 },
      ],
    },
  })
  let detail = await client.DescribeTaskDetail({ TaskId })
  while (detail.Status !== 'FINISH') {
    await pause(50)
    detail = await client.DescribeTaskDetail({ TaskId })
  }
  const results = detail.WorkflowTask?.MediaProcessResultSet ?? []
  expect(results.map(({ Type, TranscodeTask }) => [Type, TranscodeTask])).toEqual([
    ['AdaptiveDynamicStreaming', null],
    ['AdaptiveDynamicStreaming', null],
  ])
  const Storage = { ...OutputStorage, S3OutputStorage: null }
  expect(results[0]?.AdaptiveDynamicStreamingTask).toMatchObject({
    Status: 'SUCCESS',
    ErrCode: 0,
    ErrCodeExt: 'SUCCESS',
    Input: {
      Definition: 10,
      OutputObjectPath: '/named/main.{format}',
      SubStreamObjectName: 'sub{subStreamNumber}/list.{format}',
      SegmentObjectName: '{inputName}-{segmentNumber}.{format}',
    },
    Output: { Definition: 10, Package: 'HLS', Path: '/named/main.m3u8', Storage },
  })
  const plain = 'clip_adaptiveDynamicStreaming_10'
  expect(results[1]?.AdaptiveDynamicStreamingTask).toMatchObject({
    Status: 'SUCCESS',
    Input: { OutputObjectPath: '{inputName}_adaptiveDynamicStreaming_{definition}.{format}' },
    Output: { Path: `/plain/${plain}.m3u8` },
  })

  // 480x360: the rungs above 480 would be the same picture at higher bitrates.
  expect(
    filesIn(output)
      .map((file) => file.slice(output.length))
      .sort(),
  ).toEqual(
    [
      ...['/named/main.m3u8', '/named/sub0/clip-0.ts', '/named/sub0/list.m3u8'],
      ...['/named/sub1/clip-0.ts', '/named/sub1/list.m3u8'],
      ...['', '_0', '_1'].map((n) => `/plain/${plain}${n}.m3u8`),
      ...['_0', '_1'].map((n) => `/plain/${plain}${n}_0.ts`),
    ].sort(),
  )
  const master = readFileSync(join(output, 'named/main.m3u8'), 'utf8')
  expect(master.match(/RESOLUTION=\d+x\d+/g)).toEqual(['RESOLUTION=320x240', 'RESOLUTION=480x360'])
  expect(master.split('\n').filter((line) => line.endsWith('.m3u8'))).toEqual([
    'sub0/list.m3u8',
    'sub1/list.m3u8',
  ])
  for (const [list, height] of [
    ['named/sub0/list.m3u8', 240],
    [`plain/${plain}_1.m3u8`, 360],
  ] as const) {
    const measured = probe(join(output, list))
    expect(streamOf(measured, 'video')).toMatchObject({ codec_name: 'h264', height, avg_frame_rate: '24/1' })
    expect(streamOf(measured, 'audio')).toMatchObject({
      codec_name: 'aac',
      sample_rate: '44100',
      channels: 2,
    })
    expect(Number(measured.format.duration)).toBeCloseTo(3, 0)
  }
  const { TaskSet } = await client.DescribeTasks({ Status: 'FINISH' })
  expect(TaskSet?.[0]).toMatchObject({
    TaskType: 'WorkflowTask',
    SubTaskTypes: ['action-adaptive-substream'],
  })
})

test('what no ladder can say is refused', async () => {
  const submit = (task: object) =>
    codeOf(
      client.ProcessMedia({
        InputInfo: cosInput(),
        MediaProcessTask: { AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, ...task }] },
      }),
    )
  expect(await submit({ Definition: 4711 })).toBe('InvalidParameterValue.Definition')
  expect(await submit({ SegmentObjectName: '{segmentNumber}' })).toBe('InvalidParameter')
  expect(await submit({ DrmInfo: { Type: 'simpleaes' } })).toBe('MissingParameter')
  expect(await submit({ DrmInfo: { Type: 'widevine' } })).toBe('UnsupportedOperation')
})
