import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMpcClient, type MpcClient, refusalOf } from './huawei-official.ts'
import { eventually, type Loose, NativeClient } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, makeClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpcClient
let folder: string

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_WORKERS: '1' } })
  // The core keeps a file of its own in the home folder.
  vi.stubEnv('HOME', server.dataDir)
  client = createMpcClient(server)
  folder = bucket(server.dataDir, 'media')
  mkdirSync(join(folder, 'in'))
  makeClip(join(folder, 'in/ü clip (1).mp4'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.[Symbol.asyncDispose]()
})

const input = { bucket: 'media', location: 'cn-north-4', object: 'in/ü clip (1).mp4' }
const outputTo = (object: string) => ({ bucket: 'media', location: 'cn-north-4', object })
const small = (pack_type: number, width: number) => ({
  video: { codec: 1, width, height: 0, bitrate: 200, preset: 1 },
  audio: { codec: 1, sample_rate: 5, bitrate: 64, channels: 2 },
  common: { pack_type, PVC: false, hls_interval: 2 },
})

const create = async (body: object): Promise<number> => {
  const answer = await client.call('POST', '/transcodings', { body: { input, ...body } })
  expect(answer).toEqual({ task_id: expect.any(Number), httpStatusCode: 202 })
  return answer.task_id
}
const list = (query: object = {}): Promise<Loose> =>
  client.call('GET', '/transcodings', { query: { ...query } })
const one = async (id: number): Promise<Loose> => {
  const { task_array, total, is_truncated, httpStatusCode } = await list({ task_id: [id] })
  expect([task_array.length, total, is_truncated, httpStatusCode]).toEqual([1, 1, 0, 200])
  return task_array[0]
}
const finished = (id: number): Promise<Loose> =>
  eventually(`end of ${id}`, async () => {
    const task = await one(id)
    return ['WAITING', 'TRANSCODING'].includes(task.status) ? undefined : task
  })

test('the project is looked up, a task runs to its end, and its files are what it says', async () => {
  const id = await create({
    output: outputTo('out/'),
    av_parameters: [small(4, 320), small(1, 240)],
    output_filenames: ['file', 'stream'],
    user_data: "it's *ü*",
  })
  const task = await finished(id)
  const source = probe(join(folder, input.object))
  expect(task).toMatchObject({
    ...{ task_id: String(id), status: 'SUCCEEDED', progress: 100, user_data: "it's *ü*" },
    ...{ input, output: outputTo('out/'), output_file_name: ['file.mp4', 'stream.m3u8'] },
  })
  const { input_file, multitask_info } = task.transcode_detail
  expect(input_file).toMatchObject({
    size: size(join(folder, input.object)),
    duration_ms: Math.round(Number(source.format.duration) * 1000),
    video_info: { width: 480, height: 360, codec: 'H264' },
  })
  for (const [i, [name, format, width, height]] of (
    [
      ['file.mp4', 'MP4', 320, 240],
      ['stream.m3u8', 'HLS', 240, 180],
    ] as const
  ).entries()) {
    const made = probe(join(folder, 'out', name))
    expect(streamOf(made, 'video')).toMatchObject({ codec_name: 'h264', width, height })
    expect(streamOf(made, 'audio')).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 })
    expect(multitask_info[i].output_file).toMatchObject({
      ...{ format, video_info: { width, height, codec: 'H264' } },
      audio_info: [{ codec: 'AAC', sample: 48_000, channels: 2 }],
    })
    const { duration_ms } = multitask_info[i].output_file
    expect(Math.abs(duration_ms - Number(made.format.duration) * 1000)).toBeLessThan(50)
    expect(Math.abs(duration_ms - 3000)).toBeLessThan(150)
  }
  expect(multitask_info[0].output_file.size).toBe(Math.ceil(size(join(folder, 'out/file.mp4')) / 1000))

  const succeeded = await list({ status: 'SUCCEEDED', size: 1, start_time: task.create_time })
  expect(succeeded.task_array[0]).toEqual(task)
})

test('a task that waits is cancelled; one that is over is not', async () => {
  const native = new NativeClient(server)
  const slow = {
    ...small(4, 1920),
    video: { codec: 1, width: 1920, height: 1080, bitrate: 8000, preset: 3 },
  }
  const busy = await create({ output: outputTo('busy/'), av_parameters: [slow, slow, slow] })
  const waiting = await create({ output: outputTo('never/'), av_parameters: [small(4, 160)] })
  expect((await one(waiting)).status).toBe('WAITING')
  const query = { task_id: waiting }
  expect((await client.call('DELETE', '/transcodings', { query })).httpStatusCode).toBe(204)
  expect(await one(waiting)).toMatchObject({ status: 'CANCELED', task_id: String(waiting) })
  expect((await list({ status: 'CANCELED' })).task_array.map((t: Loose) => t.task_id)).toEqual([
    String(waiting),
  ])
  expect(await refusalOf(client.call('DELETE', '/transcodings', { query }))).toBe('400 MPC.10212')
  await native.ok('POST', `/api/v1/tasks/${busy}/cancel`)
  await finished(busy)
  expect((await client.call('DELETE', '/transcodings/task', { query })).httpStatusCode).toBe(204)
  expect((await one(waiting)).status).toBe('NO_TASK')
})

test('a template is made, listed, used and deleted', async () => {
  const path = '/template/transcodings'
  const body = { template_name: 'small & 小', ...small(4, 160) }
  const made = await client.call('POST', path, { body })
  expect(made).toEqual({ template_id: expect.any(Number), httpStatusCode: 201 })
  const { template_id } = made
  const listed = await client.call('GET', path, { query: { template_id: [template_id] } })
  expect(listed).toMatchObject({
    total: 1,
    template_array: [{ template_id, template: { template_name: 'small & 小', video: { width: 160 } } }],
  })
  const task = await finished(
    await create({
      output: outputTo('by-template'),
      trans_template_id: [template_id],
      output_filenames: ['own'],
    }),
  )
  expect(task).toMatchObject({ status: 'SUCCEEDED', trans_template_id: [template_id] })
  expect(streamOf(probe(join(folder, 'by-template/own.mp4')), 'video')).toMatchObject({
    ...{ width: 160, height: 120 },
  })
  expect((await client.call('DELETE', path, { query: { template_id } })).httpStatusCode).toBe(204)
  expect((await client.call('GET', path)).template_array).toEqual([])
  expect(await refusalOf(client.call('DELETE', path, { query: { template_id } }))).toBe('400 MPC.10089')
})

test('ids of no task are shown so, and cannot be cancelled', async () => {
  const ids = [2_000_000_000, 1_999_999_999]
  expect(await list({ task_id: ids })).toMatchObject({
    total: 2,
    task_array: ids.map((id) => ({ task_id: String(id), status: 'NO_TASK' })),
  })
  const query = { task_id: ids[0] }
  expect(await refusalOf(client.call('DELETE', '/transcodings', { query }))).toBe('400 MPC.10211')
})

test('what is wrong is refused in words the core understands', async () => {
  const post = (body: object) => refusalOf(client.call('POST', '/transcodings', { body }))
  const valid = { input, output: outputTo('x'), trans_template_id: [4] }
  expect(await post({ ...valid, trans_template_id: [7_000_538] })).toBe('400 MPC.10089')
  expect(await post({ ...valid, input: { ...input, bucket: 'nowhere' } })).toBe('406 MPC.10209')
  expect(await post({ ...valid, nonsense: 1 })).toBe('400 MPC.10202')
  expect(await refusalOf(list({ size: 101 }))).toBe('400 MPC.10202')
  expect(await refusalOf(client.call('GET', '/nonsense'))).toBe('404 APIGW.0101')
})

test('a wrong secret, an unknown key and another project open nothing', async () => {
  const projectId = '0123456789abcdef0123456789abcdef'
  const list = (options: Parameters<typeof createMpcClient>[1]) =>
    refusalOf(createMpcClient(server, options).call('GET', '/transcodings'))
  expect(await list({ secret: 'wrong', projectId })).toBe('401 APIGW.0301')
  expect(await list({ keyId: 'AKNONE', projectId })).toBe('401 APIGW.0301')
  expect(await list({ projectId })).toBe('401 MPC.10208')
  // With no project named, the look-up is what is refused.
  expect(await list({ keyId: 'AKNONE' })).toMatch(/^401 /)
})
