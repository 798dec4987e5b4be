import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HuaweiClient } from './huawei-client.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, filesIn, makeClip, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: HuaweiClient
let folder: string

beforeAll(async () => {
  // A hundred tasks and a thousand calls a minute can be fewer than these tests make.
  server = await startServer({ env: { PENTODE_RATE_LIMITS: 'off' } })
  client = new HuaweiClient(server)
  await client.findProject()
  folder = bucket(server.dataDir, 'zitest')
  makeClip(join(folder, 'ziqiantest.mp4'))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const input = { bucket: 'zitest', location: 'cn-north-7', object: 'ziqiantest.mp4' }
const output = { bucket: 'zitest', location: 'cn-north-7', object: 'test' }
const TIME = /^20\d{12}$/

const create = async (body: object): Promise<number> => {
  const answer = await client.mpc('POST', '/transcodings', { body: { input, output, ...body } })
  expect([answer.status, answer.text]).toEqual([202, `{"task_id":${answer.json.task_id}}`])
  expect(Number.isInteger(answer.json.task_id)).toBe(true)
  return answer.json.task_id
}

const query = async (...pairs: readonly (readonly [string, string | number])[]): Promise<Loose> => {
  const { status, json } = await client.mpc('GET', '/transcodings', { query: pairs })
  expect(status).toBe(200)
  return json
}

const finish = (id: number): Promise<Loose> =>
  eventually(`end of ${id}`, async () => {
    const { task_array } = await query(['task_id', id])
    return ['WAITING', 'TRANSCODING'].includes(task_array[0].status) ? undefined : task_array[0]
  })

const errorOf = async (...call: Parameters<HuaweiClient['mpc']>): Promise<string> => {
  const { status, json, headers } = await client.mpc(...call)
  expect(headers.get('x-request-id')).toBeTruthy()
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  return `${status} ${json?.error_code}`
}

test('a task by a built-in template, told field by field', async () => {
  const id = await create({ trans_template_id: [4], user_data: '1795687 ü' })
  const task = await finish(id)
  const list = await query(['task_id', id])
  expect(list).toEqual({ task_array: [task], is_truncated: 0, total: 1 })

  const files = filesIn(join(folder, 'test'))
  const playlist = 'ziqiantest_1_480X270_200_0.m3u8'
  expect(files).toContain(join(folder, 'test', playlist))
  const made = probe(join(folder, 'test', playlist))
  const [video, audio] = [streamOf(made, 'video'), streamOf(made, 'audio')]
  const source = probe(join(folder, 'ziqiantest.mp4'))
  const [sourceVideo, sourceAudio] = [streamOf(source, 'video'), streamOf(source, 'audio')]
  const bytes = files.reduce((sum, file) => sum + size(file), 0)

  expect(task).toEqual({
    task_id: String(id),
    status: 'SUCCEEDED',
    progress: 100,
    create_time: expect.stringMatching(TIME),
    end_time: expect.stringMatching(TIME),
    trans_template_id: [4],
    input,
    output,
    output_file_name: [playlist],
    user_data: '1795687 ü',
    transcode_detail: {
      multitask_info: [
        {
          template_id: 4,
          output_file: {
            duration: expect.any(Number),
            duration_ms: expect.any(Number),
            format: 'HLS',
            size: Math.ceil(bytes / 1000),
            video_info: {
              width: video?.width,
              height: video?.height,
              bitrate: expect.any(Number),
              bitrate_bps: expect.any(Number),
              frame_rate: 30,
              codec: 'H264',
            },
            audio_info: [
              {
                codec: 'AAC',
                sample: 44_100,
                channels: 2,
                bitrate: expect.any(Number),
                bitrate_bps: expect.any(Number),
              },
            ],
          },
        },
      ],
      input_file: {
        duration: Math.ceil(Number(source.format.duration)),
        duration_ms: Math.round(Number(source.format.duration) * 1000),
        format: 'MOV,MP4,M4A,3GP,3G2,MJ2',
        size: size(join(folder, 'ziqiantest.mp4')),
        video_info: {
          width: 480,
          height: 360,
          bitrate: Math.round(Number(sourceVideo?.bit_rate) / 1000),
          bitrate_bps: Number(sourceVideo?.bit_rate),
          frame_rate: 30,
          codec: 'H264',
        },
        audio_info: [
          {
            codec: 'AAC',
            sample: Number(sourceAudio?.sample_rate),
            channels: 2,
            bitrate: Math.round(Number(sourceAudio?.bit_rate) / 1000),
            bitrate_bps: Number(sourceAudio?.bit_rate),
          },
        ],
      },
    },
    pic_info: [],
  })
  // 480x360 shrunk to a short side of 270.
  expect([video?.width, video?.height]).toEqual([360, 270])
  expect(Number(audio?.sample_rate)).toBe(44_100)
  const { output_file } = task.transcode_detail.multitask_info[0]
  expect(Math.abs(output_file.duration_ms - 3000)).toBeLessThan(150)
  expect(output_file.duration).toBe(Math.ceil(output_file.duration_ms / 1000))
  const { video_info, audio_info } = output_file
  const told = ((video_info.bitrate_bps + audio_info[0].bitrate_bps) * output_file.duration_ms) / 8000
  expect(told).toBeGreaterThan(bytes * 0.8)
  expect(told).toBeLessThan(bytes * 1.05)
  expect(task.end_time >= task.create_time).toBe(true)
})

test('several outputs of one input, with sound alone among them', async () => {
  const id = await create({
    output: { ...output, object: '/many//' },
    trans_template_id: [14, 30],
    output_filenames: ['', 'sound'],
    crop: { duration: 1 },
    priority: '9',
  })
  const task = await finish(id)
  expect(task.output_file_name).toEqual(['ziqiantest_1_480X270_200_0.mp4', 'sound.mp3'])
  const mp3 = probe(join(folder, 'many', 'sound.mp3'))
  expect([mp3.streams.length, streamOf(mp3, 'audio')?.codec_name]).toEqual([1, 'mp3'])
  expect(Number(mp3.format.duration)).toBeCloseTo(1, 1)
  expect(Object.keys(task.transcode_detail.multitask_info[1].output_file)).not.toContain('video_info')
})

test('inline parameters, without a template', async () => {
  const id = await create({
    av_parameters: [
      {
        video: { width: '200', height: 100, bitrate: 300, frame_rate: 10, codec: 1 },
        common: { pack_type: 4, PVC: 0 },
        output_filename: 'inline',
      },
    ],
    video_process: { adaptation: 'NONE', fill_type: 'black' },
  })
  const task = await finish(id)
  const made = probe(join(folder, 'test', 'inline.mp4'))
  expect(streamOf(made, 'video')).toMatchObject({ width: 200, height: 100, avg_frame_rate: '10/1' })
  expect(streamOf(made, 'audio')).toBeUndefined()
  expect(task.av_parameters).toEqual([
    {
      video: { width: 200, height: 100, bitrate: 300, frame_rate: 10, codec: 1, output_policy: 'transcode' },
      audio: { output_policy: 'discard' },
      common: { pack_type: 4, PVC: false },
      output_filename: 'inline',
    },
  ])
  expect(task.trans_template_id).toBeUndefined()
})

test('a source that is not there fails its task, with the service’s code', async () => {
  const id = await create({ input: { ...input, object: 'missing.mp4' }, trans_template_id: [4] })
  const task = await finish(id)
  expect(task).toMatchObject({ status: 'FAILED', error_code: 'MPC.10053' })
  expect(task.description).toBeTruthy()
  expect(task.transcode_detail.multitask_info[0].error.error_code).toBe('MPC.10053')
  expect((await query(['status', 'FAILED'])).task_array.map((t: Loose) => t.task_id)).toContain(String(id))
  expect((await query(['status', 'NEED_TO_BE_AUDIT'])).total).toBe(0)
})

test('pages, times and ids', async () => {
  const all = await query(['size', 100])
  expect(all.is_truncated).toBe(0)
  expect(all.total).toBe(all.task_array.length)
  const ids = all.task_array.map((t: Loose) => t.task_id)
  expect(ids).toEqual([...ids].sort((a, b) => b - a))
  const second = await query(['page', 1], ['size', 1])
  expect([second.task_array[0].task_id, second.is_truncated, second.total]).toEqual([ids[1], 1, all.total])
  expect(await query(['page', 50_000], ['size', 100])).toEqual({
    task_array: [],
    is_truncated: 0,
    total: all.total,
  })
  const last = all.task_array[0].create_time
  expect((await query(['start_time', last])).task_array[0].task_id).toBe(ids[0])
  expect((await query(['end_time', '20200310031605'])).total).toBe(0)
  const named = await query(['task_id', ids[1]], ['task_id', 2_000_000_000], ['task_id', ids[0]], ['page', 7])
  expect(named.task_array.map((t: Loose) => [t.task_id, t.status])).toEqual([
    [ids[1], expect.not.stringMatching('NO_TASK')],
    ['2000000000', 'NO_TASK'],
    [ids[0], expect.not.stringMatching('NO_TASK')],
  ])
})

test('a finished task cannot be cancelled; its record can be deleted', async () => {
  const id = await create({ trans_template_id: [30] })
  await finish(id)
  const query = [['task_id', id]] as const
  expect(await errorOf('DELETE', '/transcodings', { query })).toBe('400 MPC.10212')
  const { status, text } = await client.mpc('DELETE', '/transcodings/task', { query })
  expect([status, text]).toEqual([204, ''])
  expect(await errorOf('DELETE', '/transcodings/task', { query })).toBe('400 MPC.10211')
  expect(await errorOf('DELETE', '/transcodings', { query })).toBe('400 MPC.10211')
})

test('waiting tasks can be cancelled', async () => {
  const ids = []
  for (let i = 0; i < 8; i++)
    ids.push(await create({ trans_template_id: [4], output: { ...output, object: `c${i}` } }))
  const last = ids.at(-1) ?? 0
  const { status } = await client.mpc('DELETE', '/transcodings', { query: [['task_id', last]] })
  expect(status).toBe(204)
  expect((await query(['task_id', last])).task_array[0]).toMatchObject({ status: 'CANCELED', progress: 100 })
  // The others need not be waited for, but those that run.
  await Promise.all(ids.map((id) => client.mpc('DELETE', '/transcodings', { query: [['task_id', id]] })))
  await Promise.all(ids.map(finish))
})

test('templates are made, shown, used, changed and deleted', async () => {
  const template = {
    template_name: 'small',
    video: { codec: 1, width: 160, height: 0, bitrate: 100, preset: 1 },
    audio: { codec: 1, sample_rate: 4, bitrate: 64, channels: 1 },
    common: { pack_type: 4, PVC: false, hls_interval: 5 },
  }
  const path = '/template/transcodings'
  const made = await client.mpc('POST', path, { body: template })
  expect(made.status).toBe(201)
  const id = made.json.template_id
  expect(await errorOf('POST', path, { body: template })).toBe('400 MPC.10091')
  const shown = await client.mpc('GET', path, { query: [['template_id', id]] })
  expect(shown.json).toEqual({
    template_array: [
      {
        template_id: id,
        template: {
          template_name: 'small',
          video: { output_policy: 'transcode', ...template.video },
          audio: { output_policy: 'transcode', ...template.audio },
          common: { ...template.common },
          tenant_id: client.project,
        },
      },
    ],
    total: 1,
  })
  const task = await finish(await create({ trans_template_id: [id], output_filenames: ['own'] }))
  expect(task.status).toBe('SUCCEEDED')
  expect(streamOf(probe(join(folder, 'test', 'own.mp4')), 'video')).toMatchObject({ width: 160, height: 120 })

  const changed = { ...template, template_id: id, template_name: 'smaller' }
  expect((await client.mpc('PUT', path, { body: changed })).status).toBe(204)
  const list = await client.mpc('GET', path)
  expect(list.json.template_array.map((t: Loose) => t.template.template_name)).toEqual(['smaller'])
  expect((await client.mpc('DELETE', path, { query: [['template_id', id]] })).status).toBe(204)
  expect(await errorOf('DELETE', path, { query: [['template_id', id]] })).toBe('400 MPC.10089')
  expect(await errorOf('DELETE', path, { query: [['template_id', 4]] })).toBe('400 MPC.10212')
  expect(await errorOf('POST', '/transcodings', { body: { input, output, trans_template_id: [id] } })).toBe(
    '400 MPC.10089',
  )
})

test('a template group makes a template of each size', async () => {
  const path = '/template_group/transcodings'
  const group = {
    name: 'ladder',
    videos: [
      { width: 320, height: 180, bitrate: 200 },
      { width: 160, height: 90, bitrate: 100 },
    ],
    video_common: { codec: 1, output_policy: 'transcode' },
    audio: { codec: 1, channels: 2 },
    common: { pack_type: 4 },
  }
  const made = await client.mpc('POST', path, { body: group })
  expect(made.status).toBe(201)
  const { template_group } = made.json
  expect(template_group.group_id).toMatch(/^[0-9a-f]{32}$/)
  expect(template_group.videos).toEqual(
    group.videos.map((v, i) => ({ ...v, template_id: template_group.template_ids[i] })),
  )
  const listed = await client.mpc('GET', path, { query: [['group_name', 'ladder']] })
  expect(listed.json).toEqual({ template_group_list: [template_group], total: 1 })
  const fewer = { ...group, group_id: template_group.group_id, videos: group.videos.slice(0, 1) }
  expect((await client.mpc('PUT', path, { body: fewer })).status).toBe(204)
  const { json } = await client.mpc('GET', '/template/transcodings', {
    query: template_group.template_ids.map((id: number) => ['template_id', id]),
  })
  expect(json.template_array[0].template.video).toMatchObject({ width: 320, codec: 1 })
  expect(json.template_array[1].error.error_code).toBe('MPC.10089')
  const members = '/template/transcodings'
  const rest = [['template_id', template_group.template_ids[0]]] as const
  expect((await client.mpc('DELETE', members, { query: rest })).status).toBe(204)
  const query = [['group_id', template_group.group_id]] as const
  expect((await client.mpc('DELETE', path, { query })).status).toBe(204)
  expect(await errorOf('DELETE', path, { query })).toBe('400 MPC.10231')
})
