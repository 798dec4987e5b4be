import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, makeClip, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let input: string

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  input = bucket(server.dataDir, 'in-1300000000')
  makeClip(join(input, 'clip.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const VideoTemplate = { Codec: 'h264', Fps: 15, Bitrate: 200, Width: 0, Height: 144, FillType: 'black' }
const AudioTemplate = { Codec: 'aac', Bitrate: 48, SampleRate: 32_000, AudioChannel: 1 }
const CREATE = { Container: 'mp4', Name: 'small', Comment: 'for ü', VideoTemplate, AudioTemplate }

const finish = async (TaskId: string) => {
  for (;;) {
    const detail = await client.DescribeTaskDetail({ TaskId })
    if (detail.Status === 'FINISH') return detail.WorkflowTask?.MediaProcessResultSet?.[0]?.TranscodeTask
    await pause(50)
  }
}
const transcode = async (
  task: { Definition: number; OverrideParameter?: object },
  OutputObjectPath: string,
) => {
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: cosInput(),
    MediaProcessTask: { TranscodeTaskSet: [{ ...task, OutputObjectPath }] },
  })
  return TaskId
}
const found = async (Definition: number) =>
  (await client.DescribeTranscodeTemplates({ Definitions: [Definition] })).TranscodeTemplateSet?.[0]

test('a custom template is created, used, changed and deleted', async () => {
  const created = await client.CreateTranscodeTemplate(CREATE)
  expect(created).toEqual({ Definition: 1_500_000, RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  const Definition = Number(created.Definition)
  expect(await found(Definition)).toMatchObject({
    Definition: '1500000',
    Type: 'Custom',
    Name: 'small',
    Comment: 'for ü',
    Container: 'mp4',
    ContainerType: 'Video',
    VideoTemplate,
    AudioTemplate,
    TEHDConfig: null,
  })

  const first = await finish(await transcode({ Definition }, '/a.mp4'))
  expect(first).toMatchObject({
    Status: 'SUCCESS',
    Input: { Definition, RawParameter: null },
    Output: { Path: '/a.mp4', Definition, Width: 192, Height: 144 },
  })
  const measured = probe(join(input, 'a.mp4'))
  expect(streamOf(measured, 'video')).toMatchObject({ width: 192, height: 144, avg_frame_rate: '15/1' })
  expect(streamOf(measured, 'audio')).toMatchObject({ codec_name: 'aac', sample_rate: '32000', channels: 1 })

  expect(
    Object.keys(await client.ModifyTranscodeTemplate({ Definition, VideoTemplate: { Height: 128 } })),
  ).toEqual(['RequestId'])
  expect(await found(Definition)).toMatchObject({
    Name: 'small',
    VideoTemplate: { ...VideoTemplate, Height: 128 },
    AudioTemplate,
  })
  const second = await finish(
    await transcode({ Definition, OverrideParameter: { VideoTemplate: { Fps: 10 } } }, '/b.mp4'),
  )
  expect(second?.Status).toBe('SUCCESS')
  expect(streamOf(probe(join(input, 'b.mp4')), 'video')).toMatchObject({
    height: 128,
    avg_frame_rate: '10/1',
  })

  await client.DeleteTranscodeTemplate({ Definition })
  expect(await found(Definition)).toBeUndefined()
  expect(await codeOf(transcode({ Definition }, '/c.mp4'))).toBe('InvalidParameterValue.Definition')
})

test('a task keeps the template it was submitted with', async () => {
  await using idle = await startServer({ env: { PENTODE_WORKERS: '0' } })
  const { dataDir } = idle
  makeClip(join(bucket(dataDir, 'in-1300000000'), 'clip.mp4'))
  const other = createClient(idle)
  const Definition = Number((await other.CreateTranscodeTemplate(CREATE)).Definition)
  const { TaskId = '' } = await other.ProcessMedia({
    InputInfo: cosInput(),
    MediaProcessTask: { TranscodeTaskSet: [{ Definition, OutputObjectPath: '/frozen.mp4' }] },
  })
  await other.ModifyTranscodeTemplate({ Definition, VideoTemplate: { Height: 240 } })
  await other.DeleteTranscodeTemplate({ Definition })
  await idle.stop()

  await using busy = await startServer({ dataDir })
  const again = createClient(busy)
  let detail = await again.DescribeTaskDetail({ TaskId })
  while (detail.Status !== 'FINISH') {
    await pause(50)
    detail = await again.DescribeTaskDetail({ TaskId })
  }
  const [result] = detail.WorkflowTask?.MediaProcessResultSet ?? []
  expect(result?.TranscodeTask).toMatchObject({ Status: 'SUCCESS', Output: { Height: 144 } })
})

test('a template that came in a query, all text, is given back with numbers', async () => {
  const other = createClient(server, { signMethod: 'HmacSHA256', reqMethod: 'GET' })
  const Definition = Number((await other.CreateTranscodeTemplate(CREATE)).Definition)
  await other.ModifyTranscodeTemplate({ Definition, AudioTemplate: { Bitrate: 64 } })
  expect(await found(Definition)).toMatchObject({
    Comment: 'for ü',
    VideoTemplate,
    AudioTemplate: { ...AudioTemplate, Bitrate: 64 },
  })
  await other.DeleteTranscodeTemplate({ Definition })
  expect(await found(Definition)).toBeUndefined()
})

test('templates created at once get numbers of their own', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => client.CreateTranscodeTemplate(CREATE)))
  const numbers = made.map(({ Definition }) => Number(Definition)).sort()
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => (numbers[0] ?? 0) + i))
  const { TotalCount } = await client.DescribeTranscodeTemplates({ Type: 'Custom', Limit: 1 })
  expect(TotalCount).toBe(8)
})

test('what is wrong with a template is said by name', async () => {
  const create = (change: object) => codeOf(client.CreateTranscodeTemplate({ ...CREATE, ...change }))
  expect(await create({ Container: 'avi' })).toBe('InvalidParameterValue.Container')
  expect(await create({ Name: 'x'.repeat(65) })).toBe('InvalidParameterValue.Name')
  expect(await create({ VideoTemplate: { ...VideoTemplate, Bitrate: 5 } })).toBe(
    'InvalidParameterValue.VideoBitrate',
  )
  expect(await create({ AudioTemplate: { ...AudioTemplate, Codec: 'flac' } })).toBe(
    'InvalidParameterValue.AudioCodec',
  )
  expect(await create({ EnhanceConfig: { VideoEnhance: { Denoise: { Switch: 'ON' } } } })).toBe(
    'UnsupportedOperation',
  )
  expect(await codeOf(client.ModifyTranscodeTemplate({ Definition: 100010, Name: 'x' }))).toBe(
    'InvalidParameterValue.ModifyDefaultTemplate',
  )
  expect(await codeOf(client.DeleteTranscodeTemplate({ Definition: 10 }))).toBe(
    'InvalidParameterValue.DeleteDefaultTemplate',
  )
  expect(await codeOf(client.DeleteTranscodeTemplate({ Definition: 1_499_999 }))).toBe(
    'ResourceNotFound.TemplateNotExist',
  )
})
