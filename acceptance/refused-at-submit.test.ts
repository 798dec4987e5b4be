import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from './aliyun-client.ts'
import { HuaweiClient } from './huawei-client.ts'
import { type FakeFfmpeg, fakeFfmpeg } from './support/fake-ffmpeg.ts'
import { type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient } from './tencent-client.ts'
import { bucket } from './tencent-media.ts'

// A server whose FFmpeg lacks parts: what needs them is refused at once, in the words of each API, and nothing is kept.

let fake: FakeFfmpeg
let server: RunningServer
let native: NativeClient

beforeAll(async () => {
  fake = await fakeFfmpeg(['libx264', 'libx265', 'webm'])
  server = await startServer({ env: { PENTODE_FFMPEG: fake.path, PENTODE_WORKERS: '0' } })
  native = new NativeClient(server)
  for (const name of ['media', 'in-1300000000', 'zitest']) bucket(server.dataDir, name)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await fake?.[Symbol.asyncDispose]()
})

const submit = async (...specs: object[]): Promise<{ status: number; json: Loose }> =>
  native.call('POST', '/api/v1/tasks', {
    source: { bucket: 'media', key: 'a.mp4' },
    outputs: specs.map((spec) => ({ spec })),
  })
const file = (container: string, codec: string) => ({ kind: 'file', container, video: { codec } })

test('the native API names the missing part and the output that needs it', async () => {
  const sound = { kind: 'file', container: 'm4a', audio: {} }
  expect(await submit(sound, file('mp4', 'hevc'))).toMatchObject({
    status: 501,
    json: {
      code: 'encoder-missing',
      detail: expect.stringMatching(/has no encoder "libx265"/),
      path: 'outputs.1',
    },
  })
  expect((await submit(file('webm', 'vp9'))).json.detail).toMatch(/has no muxer "webm"/)
  expect((await submit(file('mp4', 'av1'))).status).toBe(201)
})

test('what no FFmpeg can put together is refused too', async () => {
  expect(await submit(file('flv', 'vp9'))).toMatchObject({
    status: 400,
    json: { code: 'unsupported-parameter', detail: expect.stringMatching(/vp9 cannot be put into .* flv/) },
  })
})

test('each cloud has its own words for it', async () => {
  const before = (await native.ok('GET', '/api/v1/tasks')).tasks.length
  const mps = createClient(server).ProcessMedia({
    InputInfo: cosInput(),
    // At constant quality nothing is copied, so that an encoder is needed whatever the source.
    MediaProcessTask: {
      TranscodeTaskSet: [
        {
          Definition: 0,
          RawParameter: {
            Container: 'mp4',
            RemoveAudio: 1,
            VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 0 },
          },
        },
      ],
    },
  })
  expect(await codeOf(mps)).toBe('FailedOperation.GenerateResource')

  const oss = (key: string) => ({ Type: 'OSS', Media: `oss://media/${key}` })
  const Config = JSON.stringify({
    Inputs: [{ InputFile: oss('a.mp4') }],
    Outputs: [
      {
        OutputFile: oss('b.mp4'),
        TemplateId: 'S00000001-200010',
        OverrideParams: JSON.stringify({ TransConfig: { TransMode: 'fixCRF' } }),
      },
    ],
  })
  const ice = await call(server, 'SubmitMediaConvertJob', { Config })
  expect([ice.status, ice.json.Code, ice.json.Message]).toEqual([
    ...[400, 'InvalidParameter.NotSupported'],
    expect.stringContaining('libx264'),
  ])

  const huawei = new HuaweiClient(server)
  await huawei.findProject()
  const place = { bucket: 'zitest', location: 'cn-north-7' }
  const mpc = await huawei.mpc('POST', '/transcodings', {
    body: {
      input: { ...place, object: 'a.mp4' },
      output: { ...place, object: 'out' },
      av_parameters: [{ video: { codec: 1 }, audio: { channels: 2 }, common: { pack_type: 4 } }],
    },
  })
  expect([mpc.status, mpc.json.error_code]).toEqual([500, 'MPC.10065'])
  expect((await native.ok('GET', '/api/v1/tasks')).tasks).toHaveLength(before)
})
