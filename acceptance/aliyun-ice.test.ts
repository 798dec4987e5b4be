import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, finished, get, MANNERS, submit } from './aliyun-client.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, filesIn, makeClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let output: string

beforeAll(async () => {
  server = await startServer()
  const input = bucket(server.dataDir, 'ice-in')
  output = bucket(server.dataDir, 'ice-out')
  makeClip(join(input, 'clip.mp4'))
  writeFileSync(join(input, 'broken.mp4'), 'this is no video')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const HEX = /^[0-9a-f]{32}$/
const UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/
const oss = (Media: string) => ({ Type: 'OSS', Media })
const Inputs = [{ Name: 'in', InputFile: oss('http://ice-in.oss-cn-shanghai.aliyuncs.com/clip.mp4') }]
const small = (more: object = {}) =>
  JSON.stringify({ Video: { Width: 240, Preset: 'ultrafast' }, Audio: { Bitrate: 64 }, ...more })
const one = (key: string, more: object = {}) => ({
  Inputs,
  Outputs: [
    {
      OutputFile: oss(`oss://ice-out/${key}`),
      TemplateId: 'S00000001-200010',
      OverrideParams: small(),
      ...more,
    },
  ],
})

const jobConfig = {
  JobName: 'job-1',
  Inputs,
  Outputs: [
    {
      OutputFile: oss('oss://ice-out/one/a b.mp4'),
      Priority: 7,
      OverrideParams: small(),
      Features: '{"Clip":{"TimeSpan":{"Seek":"1"}}}',
      TemplateId: 'S00000001-200010',
      Name: '720P-mp4',
    },
  ],
  OutputGroups: [
    {
      GroupConfig: { OutputFileBase: oss('oss://ice-out/hls'), ManifestName: 'manifest', Type: 'Hls' },
      Outputs: ['lo', 'hi'].map((name, i) => ({
        OverrideParams: JSON.stringify({
          ...JSON.parse(small({ MuxConfig: { Segment: { Duration: 1 } } })),
          Video: { Width: 240 + 80 * i, Preset: 'ultrafast' },
        }),
        OutputFileName: `${name}.m3u8`,
        TemplateId: 'S00000001-100010',
        Name: name,
      })),
      Name: 'hls-group',
    },
  ],
}

/** Every value below is text: the service’s typed clients expect it. */
const expectTexts = (list: readonly object[]): void => {
  for (const entry of list) for (const value of Object.values(entry)) expect(value).toBeTypeOf('string')
}

const expectTrue = (result: Loose, path: string, bytes: number): void => {
  const file = probe(path)
  const [video, audio] = [streamOf(file, 'video'), streamOf(file, 'audio')]
  const { FileBasicInfo, VideoStreamInfoList, AudioStreamInfoList } = result.OutFileMeta
  expectTexts([FileBasicInfo, ...VideoStreamInfoList, ...AudioStreamInfoList])
  expect(FileBasicInfo).toMatchObject({
    FileName: path.split('/').at(-1),
    FileStatus: 'Normal',
    FileType: 'transcode_file',
    FileUrl: result.OutputFile.Media,
    FileSize: String(bytes),
    Width: String(video?.width),
    Height: String(video?.height),
  })
  expect(Number(FileBasicInfo.Duration)).toBeCloseTo(Number(file.format.duration), 1)
  expect(Number(FileBasicInfo.Bitrate)).toBeGreaterThan(0)
  expect(VideoStreamInfoList).toMatchObject([
    {
      ...{ Index: '0', Codec_name: 'h264', Codec_long_name: 'H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10' },
      ...{ Width: String(video?.width), Height: String(video?.height), PixFmt: 'yuv420p' },
      ...{ Sar: '1:1', Dar: '4:3', Fps: '29.97', Avg_fps: '29.97', Rotate: '0' },
    },
  ])
  expect(AudioStreamInfoList).toMatchObject([
    {
      ...{ Index: '1', CodecName: 'aac', SampleRate: audio?.sample_rate },
      ...{ Channels: String(audio?.channels), ChannelLayout: 'stereo' },
    },
  ])
}

test('a job of a file and a stream runs, and every member of its answer is true', async () => {
  const answer = await get(server, 'SubmitMediaConvertJob', {
    ClientToken: 'token-1',
    Config: JSON.stringify(jobConfig),
    UserData: '{"videoId":"ü"}',
  })
  expect(answer.RequestId).toMatch(UUID)
  expect(answer.Job.JobId).toMatch(HEX)
  const job = await finished(server, answer.Job.JobId)
  const { OutputDetails, OutputGroupDetails, CreateTime, FinishTime, ...head } = job
  expect(head).toEqual({
    RequestId: answer.RequestId,
    ClientToken: 'token-1',
    JobId: answer.Job.JobId,
    Config: jobConfig,
    UserData: '{"videoId":"ü"}',
    State: 'Complete',
    Percent: 100,
  })
  expect(CreateTime).toMatch(TIME)
  expect(FinishTime).toMatch(TIME)
  expect(FinishTime >= CreateTime).toBe(true)

  const file = join(output, 'one/a b.mp4')
  expect(OutputDetails).toMatchObject([
    {
      ...{ TaskId: expect.stringMatching(HEX), Name: '720P-mp4', Status: 'Success' },
      ...{ CreateTime: expect.stringMatching(TIME), FinishTime: expect.stringMatching(TIME) },
      Result: { OutputFile: { ...oss('oss://ice-out/one/a b.mp4'), Url: 'oss://ice-out/one/a b.mp4' } },
    },
  ])
  expectTrue(OutputDetails[0].Result, file, size(file))
  expect(Number(probe(file).format.duration)).toBeCloseTo(2, 1)

  const [group] = OutputGroupDetails
  expect(group).toMatchObject({
    TaskId: expect.stringMatching(HEX),
    Name: 'hls-group',
    Status: 'Success',
    Outputs: ['lo', 'hi'].map((Name) => ({ Name, Status: 'Success' })),
  })
  for (const { Name, Result } of group.Outputs) {
    const playlist = join(output, 'hls', `${Name}.m3u8`)
    const mine = filesIn(join(output, 'hls')).filter((path) => path.includes(`/hls/${Name}`))
    expect(mine.length).toBeGreaterThan(3)
    expectTrue(
      Result,
      playlist,
      mine.reduce((sum, path) => sum + size(path), 0),
    )
  }
  const manifest = readFileSync(join(output, 'hls/manifest.m3u8'), 'utf8')
  expect(manifest.match(/^(lo|hi)\.m3u8$/gm)?.sort()).toEqual(['hi.m3u8', 'lo.m3u8'])
  expect(manifest.match(/RESOLUTION=\d+x\d+/g)?.sort()).toEqual(['RESOLUTION=240x180', 'RESOLUTION=320x240'])

  const again = await submit(server, one('never.mp4'), { ClientToken: 'token-1' })
  expect(again).toBe(answer.Job.JobId)
})

test('every manner of signing is understood, and each request once', async () => {
  const JobId = await submit(server, one('manners.mp4'))
  const { RequestId } = await finished(server, JobId)
  for (const manner of MANNERS) {
    const nonce = `nonce ${manner}`
    const answer = await call(server, 'GetMediaConvertJob', { JobId }, { manner, nonce })
    expect([manner, answer.status, answer.type]).toEqual([manner, 200, 'application/json;charset=utf-8'])
    expect(answer.json.Job).toMatchObject({ JobId, RequestId, State: 'Complete' })
    const replayed = await call(server, 'GetMediaConvertJob', { JobId }, { manner, nonce })
    expect([replayed.status, replayed.json.Code]).toEqual([400, 'SignatureNonceUsed'])
  }
  // A signature that is wrong uses up nobody's nonce.
  const nonce = 'kept for its owner'
  await call(server, 'GetMediaConvertJob', { JobId }, { nonce, secret: 'wrong' })
  expect((await call(server, 'GetMediaConvertJob', { JobId }, { nonce })).status).toBe(200)
})

test('XML is the format of v1 when none is named, for results and errors', async () => {
  const JobId = await submit(server, one('xml.mp4'), { UserData: 'a<b>&"c"' })
  await finished(server, JobId)
  const answer = await call(server, 'GetMediaConvertJob', { JobId }, { manner: 'v1 GET', format: '' })
  expect(answer.type).toBe('text/xml;charset=utf-8')
  expect(answer.text).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?><GetMediaConvertJobResponse><RequestId>[0-9A-F-]{36}<\/RequestId><Job>.*<\/Job><\/GetMediaConvertJobResponse>$/,
  )
  expect(answer.text).toContain('<UserData>a&lt;b&gt;&amp;&quot;c&quot;</UserData>')
  const error = await call(server, 'GetMediaConvertJob', {}, { manner: 'v1 form', format: 'xml' })
  expect([error.status, error.type]).toEqual([400, 'text/xml;charset=utf-8'])
  expect(error.text).toContain('<Code>MissingParameter</Code>')
})

test('a paused pipeline keeps its jobs from starting; cancelled ones say so', async () => {
  const { Pipeline } = await get(server, 'CreatePipeline', { Name: 'lane', Speed: 'Standard', Priority: '9' })
  const { PipelineId } = Pipeline
  expect(Pipeline).toMatchObject({ Name: 'lane', Speed: 'Standard', Priority: 9, Status: 'Active' })
  await get(server, 'UpdatePipeline', { PipelineId, Status: 'Paused' })
  const held = await submit(server, one('held.mp4'), { PipelineId })
  const dropped = await submit(server, one('dropped.mp4'), { PipelineId })
  const free = await finished(server, await submit(server, one('free.mp4')))
  expect(free.State).toBe('Complete')
  const waiting = (await get(server, 'GetMediaConvertJob', { JobId: held })).Job
  expect(waiting).toMatchObject({
    State: 'Inited',
    Percent: 0,
    PipelineId,
    OutputDetails: [{ Status: 'Init' }],
  })
  expect(waiting).not.toHaveProperty('FinishTime')
  expect((await call(server, 'DeletePipeline', { PipelineId })).json.Code).toBe(
    'InvalidParameter.InvalidState',
  )

  await new NativeClient(server).call('POST', `/api/v1/tasks/${dropped}/cancel`)
  expect((await get(server, 'GetMediaConvertJob', { JobId: dropped })).Job).toMatchObject({
    State: 'Cancelled',
    OutputDetails: [{ Status: 'Skipped' }],
  })
  await get(server, 'UpdatePipeline', { PipelineId, Status: 'Active' })
  expect((await finished(server, held)).State).toBe('Complete')
  expect((await get(server, 'ListPipelines')).PipelineList).toMatchObject([{ PipelineId, Status: 'Active' }])
  expect(await get(server, 'DeletePipeline', { PipelineId })).toMatchObject({ Success: true })
  expect((await call(server, 'GetPipeline', { PipelineId })).status).toBe(404)
})

test('a bad source fails the job with the service’s code', async () => {
  const Config = { ...one('bad.mp4'), Inputs: [{ InputFile: oss('oss://ice-in/broken.mp4') }] }
  const job = await finished(server, await submit(server, Config))
  const failure = { Code: 'InvalidParameter.ResourceContentBad', Message: expect.stringMatching(/\S/) }
  expect(job).toMatchObject({
    ...{ State: 'Error', Percent: 0, ...failure },
    OutputDetails: [{ Status: 'Failed', ...failure }],
  })
  const { Jobs } = await get(server, 'ListMediaConvertJobs', { Status: 'Error' })
  expect(Jobs.map(({ JobId }: Loose) => JobId)).toContain(job.JobId)
  expect(Jobs[0]).not.toHaveProperty('OutputDetails')
  expect(Jobs[0]).not.toHaveProperty('Percent')
})

test('custom templates are kept, used, changed and deleted', async () => {
  const TemplateConfig = '{"Container":{"Format":"mp3"},"Audio":{"Bitrate":"64"}}'
  const { CustomTemplate } = await get(server, 'CreateCustomTemplate', {
    ...{ Name: 'sound', Type: '1', Subtype: '2', TemplateConfig },
  })
  expect(CustomTemplate).toMatchObject({
    ...{ TemplateName: 'sound', Type: 1, TypeName: 'TranscodeTemplate', Subtype: 'AudioTranscode' },
    ...{ TemplateConfig, IsDefault: false, Status: 'Normal' },
  })
  const { TemplateId } = CustomTemplate
  const job = await finished(server, await submit(server, one('s.mp3', { TemplateId, OverrideParams: '{}' })))
  expect(job.OutputDetails[0].Result.OutFileMeta).toMatchObject({
    VideoStreamInfoList: [],
    AudioStreamInfoList: [{ CodecName: 'mp3' }],
  })
  expect(streamOf(probe(join(output, 's.mp3')), 'audio')?.codec_name).toBe('mp3')
  await get(server, 'UpdateCustomTemplate', { TemplateId, Name: 'noise' })
  expect((await get(server, 'GetCustomTemplate', { TemplateId })).CustomTemplate).toMatchObject({
    ...{ TemplateName: 'noise', Subtype: 2, SubtypeName: 'AudioTranscode', TemplateConfig },
  })
  expect(await get(server, 'ListCustomTemplates', { Type: '1' })).toMatchObject({ Total: 1 })
  await get(server, 'DeleteCustomTemplate', { TemplateId })
  expect((await call(server, 'GetCustomTemplate', { TemplateId })).json.Code).toBe(
    'InvalidParameter.TemplateNotFound',
  )
  const system = await get(server, 'ListSystemTemplates', { Type: '1', Name: 'MP4', PageSize: '3' })
  expect([system.Total, system.SystemTemplateList.length]).toEqual([7, 3])
})

test('jobs are listed newest first, page by page', async () => {
  const ids = [await submit(server, one('l1.mp4')), await submit(server, one('l2.mp4'))]
  for (const id of ids) await finished(server, id)
  const first = await get(server, 'ListMediaConvertJobs', { PageSize: '1' })
  const NextPageToken = first.NextPageToken
  const second = await get(server, 'ListMediaConvertJobs', { PageSize: '1', NextPageToken })
  expect([second.Jobs[0].JobId, first.Jobs[0].JobId]).toEqual(ids)
  const only = await get(server, 'ListMediaConvertJobs', { JobId: ids[0] ?? '', Status: 'Complete' })
  expect(only).toMatchObject({ NextPageToken: '', Jobs: [{ JobId: ids[0], State: 'Complete' }] })
})

test('what is wrong is refused in the service’s words', async () => {
  const quarter = 16 * 60_000
  const JobId = 'f'.repeat(32)
  const Config = (config: unknown) => ({ Config: JSON.stringify(config) })
  const ask = 'GetMediaConvertJob'
  for (const [what, code, answer] of [
    ['unknown job', '404 InvalidParameter.ResourceNotFound', call(server, ask, { JobId })],
    ['no job', '400 MissingParameter', call(server, ask)],
    ['unknown parameter', '400 InvalidParameter', call(server, ask, { JobId, Wish: 'x' })],
    [
      'secret, v1',
      '400 SignatureDoesNotMatch',
      call(server, ask, { JobId }, { manner: 'v1 GET', secret: 'x' }),
    ],
    ['secret, v3', '400 SignatureDoesNotMatch', call(server, ask, { JobId }, { secret: 'x' })],
    ['key', '404 InvalidAccessKeyId.NotFound', call(server, ask, { JobId }, { keyId: 'nobody' })],
    ['late', '400 InvalidTimeStamp.Expired', call(server, ask, { JobId }, { at: Date.now() - quarter })],
    ['token, v3', '400 InvalidSecurityToken.Malformed', call(server, ask, { JobId }, { token: 't' })],
    [
      'token, v1',
      '400 InvalidSecurityToken.Malformed',
      call(server, ask, { JobId }, { token: 't', manner: 'v1 form' }),
    ],
    ['STS key', '400 MissingSecurityToken', call(server, ask, { JobId }, { keyId: 'STS.a' })],
    [
      'format',
      '400 InvalidParameter.Format',
      call(server, ask, { JobId }, { manner: 'v1 GET', format: 'YAML' }),
    ],
    ['version', '400 InvalidVersion', call(server, ask, { JobId }, { version: '1999-01-01' })],
    ['action', '404 InvalidAction.NotFound', call(server, 'Nonsense')],
    ['declined', '404 InvalidAction.NotFound', call(server, 'SubmitTranscodeJob')],
    [
      'no JSON',
      '400 InvalidParameter.JsonObjectFormatInvalid',
      call(server, 'SubmitMediaConvertJob', { Config: '{' }),
    ],
    [
      'bucket',
      '404 InvalidParameter.ResourceNotFound',
      call(server, 'SubmitMediaConvertJob', Config(one('x', { OutputFile: oss('oss://none-such/a') }))),
    ],
    [
      'key',
      '400 InvalidParameter.ObjectKeyInvalid',
      call(server, 'SubmitMediaConvertJob', Config(one('../x'))),
    ],
    [
      'template',
      '404 InvalidParameter.TemplateNotFound',
      call(server, 'SubmitMediaConvertJob', Config(one('x', { TemplateId: 'y' }))),
    ],
    [
      'watermark',
      '400 InvalidParameter.NotSupported',
      call(
        server,
        'SubmitMediaConvertJob',
        Config(one('x', { Features: { Watermarks: [{ Content: 'a', Adaptive: 'true' }] } })),
      ),
    ],
    [
      'range',
      '400 InvalidParameter.OutOfRange',
      call(server, 'SubmitMediaConvertJob', Config(one('x', { Priority: 99 }))),
    ],
    [
      'pipeline',
      '404 InvalidParameter.ResourceNotFound',
      call(server, 'SubmitMediaConvertJob', { ...Config(one('x')), PipelineId: 'none' }),
    ],
    [
      'preset',
      '400 InvalidParameter.NotSupported',
      call(server, 'DeleteCustomTemplate', { TemplateId: 'S00000001-200010' }),
    ],
  ] as const) {
    const { status, json } = await answer
    expect([what, `${status} ${json?.Code}`]).toEqual([what, code])
    expect(json.RequestId).toMatch(UUID)
    expect(json.HostId).toBe(new URL(server.url).host)
    expect(json.Message).toMatch(/\S/)
  }
})

test('a configuration of many kilobytes fits into the URL', async () => {
  const JobId = await submit(server, one('long.mp4'), {
    UserData: 'x'.repeat(4000),
    ClientToken: 'y'.repeat(100),
  })
  expect((await finished(server, JobId)).UserData).toHaveLength(4000)
  const Outputs = Array.from(
    { length: 30 },
    (_, i) => one(`many/${i}.mp4`, { Name: 'n'.repeat(250) }).Outputs[0],
  )
  const answer = await call(server, 'SubmitMediaConvertJob', {
    Config: JSON.stringify({ Inputs: [{ InputFile: oss('oss://none-such/clip') }], Outputs }),
  })
  expect([answer.status, answer.json.Code]).toEqual([404, 'InvalidParameter.ResourceNotFound'])
})
