import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMpcClient, type MpcClient, refusalOf } from './huawei-official.ts'
import { colourAt, colourName, meanVolume } from './support/measure.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { bucket, probe, size, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpcClient
let folder: string

/** Left half red, right half blue; a loud sound, and one that is 20 dB quieter. */
beforeAll(async () => {
  server = await startServer()
  // The core keeps a file of its own in the home folder.
  vi.stubEnv('HOME', server.dataDir)
  client = createMpcClient(server)
  folder = bucket(server.dataDir, 'media')
  mkdirSync(join(folder, 'in'))
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=160x180:r=25:d=2'],
    ...['-f', 'lavfi', '-i', 'color=blue:s=160x180:r=25:d=2'],
    ...['-f', 'lavfi', '-i', 'sine=f=440:d=2', '-f', 'lavfi', '-i', 'sine=f=880:d=2,volume=-20dB'],
    ...['-filter_complex', 'hstack', '-map', '2', '-map', '3', '-preset', 'ultrafast', '-c:a', 'aac'],
    join(folder, 'in/two.mkv'),
  ])
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.[Symbol.asyncDispose]()
})

/** What its pictures are, decoded. */
const frameHashes = (file: string): readonly string[] =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v', '-f', 'framemd5', '-'])
    .toString()
    .split('\n')
    .flatMap((line) => (line.startsWith('#') ? [] : (line.split(',')[5]?.trim() ?? [])))

const at = (object: string) => ({ bucket: 'media', location: 'cn-north-4', object })
const parameters = (pack_type: number, video: object = {}) => ({
  video: { codec: 1, width: 320, height: 180, ...video },
  audio: { codec: 1, bitrate: 64, channels: 1 },
  common: { pack_type, hls_interval: 2 },
})

const make = async (output: string, body: object): Promise<Loose> => {
  const whole = { input: at('in/two.mkv'), output: at(output), output_filenames: ['made'], ...body }
  const { task_id } = await client.call('POST', '/transcodings', { body: whole })
  const task = await eventually(`end of ${task_id}`, async () => {
    const { task_array } = await client.call('GET', '/transcodings', { query: { task_id: [task_id] } })
    return ['WAITING', 'TRANSCODING'].includes(task_array[0].status) ? undefined : task_array[0]
  })
  expect(task.description ?? task.status).toBe('SUCCEEDED')
  return task
}

test('a picture is turned clockwise, its sides filled with itself, and the sound of one track is made quieter', async () => {
  await make('turned', {
    av_parameters: [parameters(4)],
    video_process: { rotate: 1, adaptation: 'NONE', fill_type: 'gauss', upsample: 1 },
    audio_track: { type: 1, left: 1, right: 1 },
    audio_process: { volume: 'dynamic', volume_expr: -6 },
  })
  const made = join(folder, 'turned/made.mp4')
  expect(streamOf(probe(made), 'video')).toMatchObject({ width: 320, height: 180 })
  // The upright picture is 102 wide in the middle: what was left is above.
  expect([colourName(made, 1, 160, 30), colourName(made, 1, 160, 150)]).toEqual(['red', 'blue'])
  // Beside it is more of it, neither black nor white.
  const [r = 0, g = 0, b = 0] = colourAt(made, 1, 10, 20)
  expect([r > 120, g < 60, b < 120]).toEqual([true, true, true])
  expect(meanVolume(made)).toBeCloseTo(meanVolume(join(folder, 'in/two.mkv'), 1) - 6, 0)
})

test('sounds have the languages they are said to be in, in a playlist and in a file', async () => {
  const multi_audio = { tracks_info: [{ language: 'en' }, { language: 'fr' }], default_language: 'fr' }
  await make('many', {
    av_parameters: [parameters(1), parameters(4)],
    output_filenames: ['made', 'made'],
    multi_audio,
  })
  const playlist = readFileSync(join(folder, 'many/made.m3u8'), 'utf8')
  const sounds = playlist.match(/#EXT-X-MEDIA:TYPE=AUDIO.*/g) ?? []
  expect(sounds.map((line) => [/LANGUAGE="(\w+)"/.exec(line)?.[1], /DEFAULT=(\w+)/.exec(line)?.[1]])).toEqual(
    [
      ['en', 'NO'],
      ['fr', 'YES'],
    ],
  )
  const made = join(folder, 'many/made.mp4')
  expect(probe(made).streams.filter((s) => s.codec_type === 'audio')).toHaveLength(2)
  expect(meanVolume(made, 0) - meanVolume(made, 1)).toBeCloseTo(20, 0)
})

test('a file says of itself what its task says, and its subtitles stand beside it', async () => {
  writeFileSync(join(folder, 'in/words.srt'), '1\n00:00:00,500 --> 00:00:01,500\nGrüße\n')
  await make('said', {
    av_parameters: [parameters(4)],
    metadata: [
      { name: 'AIGC', value: '{"Label":"1"}' },
      { name: 'title', value: 'Grüße' },
    ],
    subtitle: { input: at('in/words.srt'), subtitle_type: 2 },
  })
  const { format } = probe(join(folder, 'said/made.mp4')) as Loose
  expect(format.tags).toMatchObject({ AIGC: '{"Label":"1"}', title: 'Grüße' })
  expect(readFileSync(join(folder, 'said/made.vtt'), 'utf8')).toBe(
    'WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nGrüße\n',
  )
})

test('sheets show the picture at each moment, and are told with the task', async () => {
  const params = { sample_type: 'PERCENT', sample_interval: 30, row_count: 2, column_count: 2 }
  const task = await make('sheets', {
    av_parameters: [parameters(4)],
    image_sprites: [{ params: { ...params, width: 160, height: 160, fill_type: 'white', format: 'png' } }],
  })
  const place = at('sheets')
  expect(task.image_sprite_info).toEqual([
    {
      ...{ row_count: 2, column_count: 2, total_count: 4, width: 160, height: 160 },
      output_image_name: ['two_imageSprite_0_0.png'],
      output_webvtt_name: 'two_imageSprite_0.vtt',
      output: place,
    },
  ])
  const sheet = join(folder, 'sheets/two_imageSprite_0_0.png')
  expect(streamOf(probe(sheet), 'video')).toMatchObject({ width: 320, height: 320 })
  const colours = [
    [40, 80],
    [120, 80],
    [80, 10],
    [200, 240],
  ].map(([x = 0, y = 0]) => colourName(sheet, 0, x, y))
  expect(colours).toEqual(['red', 'blue', 'white', 'red'])
  expect(readFileSync(join(folder, 'sheets/two_imageSprite_0.vtt'), 'utf8').match(/-->/g)).toHaveLength(4)
})

test('a part becomes a GIF, in a family of tasks of its own', async () => {
  const { task_id } = await client.call('POST', '/animated-graphics', {
    body: {
      ...{ input: at('in/two.mkv'), output: { ...at('moving'), file_name: 'a.gif' }, user_data: 'mine' },
      output_param: { format: 'gif', width: 160, height: -1, start: 500, end: 1500, frame_rate: 5 },
    },
  })
  expect(task_id).toMatch(/^\d+$/)
  const ask = (query: Record<string, unknown>) => client.call('GET', '/animated-graphics', { query })
  const task = await eventually(`end of ${task_id}`, async () => {
    const { tasks } = await ask({ task_id: [task_id] })
    return ['WAITING', 'PROCESSING'].includes(tasks[0].status) ? undefined : tasks[0]
  })
  expect(task).toMatchObject({
    ...{ task_id, status: 'SUCCEED', user_data: 'mine', input: at('in/two.mkv') },
    output: { ...at('moving'), file_name: 'a.gif' },
    output_param: { width: 160, frame_rate: 5 },
  })
  const gif = streamOf(probe(join(folder, 'moving/a.gif')), 'video')
  expect([gif?.codec_name, gif?.width, gif?.height, gif?.nb_frames]).toEqual(['gif', 160, 90, '5'])
  expect(await ask({ status: 'SUCCEED' })).toMatchObject({ total: 1, tasks: [{ task_id }] })
  expect(await ask({ status: 'WAITING' })).toMatchObject({ total: 0, tasks: [] })
  const { tasks } = await ask({ task_id: ['2000000000'] })
  expect(tasks).toEqual([])
})

test('a watermark lies where its template says, and as the task says else', async () => {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=lime:s=64x64', '-frames:v', '1'],
    join(folder, 'in/logo.png'),
  ])
  const place = { template_name: 'corner', type: 'Image', dx: '40', dy: '0.1', referpos: 'BottomLeft' }
  const path = '/template/watermark'
  const { template_id } = await client.call('POST', path, { body: { ...place, width: '40' } })
  const body = { ...place, width: '40', height: '40', template_id }
  await client.call('PUT', path, { body })
  const { templates, total } = await client.call('GET', path, { query: { template_id: [template_id] } })
  expect([templates, total]).toMatchObject([[{ ...body, timeline_start: '0' }], 1])

  const input = at('in/logo.png')
  const marked = { input, template_id: String(template_id), image_watermark: { dx: '0' } }
  await make('marked', { av_parameters: [parameters(4)], watermarks: [marked] })
  const made = join(folder, 'marked/made.mp4')
  const colours = [
    [20, 140],
    [60, 140],
    [20, 172],
    [20, 110],
  ].map(([x = 0, y = 0]) => colourName(made, 1, x, y))
  expect(colours).toEqual(['green', 'red', 'red', 'red'])

  await client.call('DELETE', path, { query: { template_id } })
  const gone = {
    input: at('in/two.mkv'),
    output: at('x'),
    av_parameters: [parameters(4)],
    watermarks: [marked],
  }
  expect(await refusalOf(client.call('POST', '/transcodings', { body: gone }))).toBe('400 MPC.10089')
})

test('pictures alone, in a folder of their own', async () => {
  const thumbnail_para = { type: 'DOTS', dots: [0, 1], width: 96, height: 96 }
  const { task_id } = await client.call('POST', '/thumbnails', {
    body: { input: at('in/two.mkv'), output: at('shots'), user_data: 'mine', thumbnail_para },
  })
  const ask = (query: Record<string, unknown>) => client.call('GET', '/thumbnails', { query })
  const task = await eventually(`end of ${task_id}`, async () => {
    const { task_array } = await ask({ task_id: [task_id] })
    return ['WAITING', 'PROCESSING'].includes(task_array[0].status) ? undefined : task_array[0]
  })
  expect(task).toMatchObject({
    ...{ task_id, status: 'SUCCEEDED', user_data: 'mine', input: at('in/two.mkv') },
    thumbnail_info: [{ pic_name: '0.jpg' }, { pic_name: '1.jpg' }],
  })
  expect(task.output.object).toMatch(/^shots\/\w+$/)
  const still = streamOf(probe(join(folder, task.output.object, '1.jpg')), 'video')
  expect([still?.codec_name, still?.width, still?.height]).toEqual(['mjpeg', 96, 96])
  expect(await ask({ status: 'SUCCEEDED' })).toMatchObject({ total: 1, is_truncated: 0 })
  const refused = client.call('DELETE', '/thumbnails', { query: { task_id } })
  expect(await refusalOf(refused)).toBe('400 MPC.10212')
})

test('what is in a file is told at once, or by a task', async () => {
  const path = '/extract-metadata'
  const body = { input: at('in/two.mkv'), user_data: 'mine' }
  const expected = {
    ...{ size: size(join(folder, 'in/two.mkv')), duration: 2 },
    video: [{ width: 320, height: 180, frame_rate: 25, codec: 'H.264' }],
    audio: [{ codec: 'AAC', sample: 44100 }, { codec: 'AAC' }],
  }
  const told = await client.call('POST', path, { body: { ...body, sync: 1 } })
  expect(told).toMatchObject({ status: 'SUCCEED', metadata: expected })
  expect(told.metadata.duration_ms).toBeCloseTo(2, 1)
  const { task_id } = await client.call('POST', path, { body })
  const ask = (query: Record<string, unknown>) => client.call('GET', path, { query })
  const task = await eventually(`end of ${task_id}`, async () => {
    const { tasks } = await ask({ task_id: [task_id] })
    return ['WAITING', 'PROCESSING'].includes(tasks[0].status) ? undefined : tasks[0]
  })
  expect(task).toMatchObject({ ...body, task_id, status: 'SUCCEED', metadata: expected })
  expect(await ask({ status: 'SUCCEED' })).toMatchObject({ total: 2 })
  expect(await refusalOf(client.call('DELETE', path, { query: { task_id } }))).toBe('400 MPC.10212')
})

test('streams are put into another container as they are, and what failed is tried again', async () => {
  const path = '/remux'
  const pack = async (file_name: string, output_param: object, object = 'in/two.mkv') => {
    const body = { input: at(object), output: { ...at('packed'), file_name }, output_param }
    return (await client.call('POST', path, { body })).task_id
  }
  const over = (task_id: string) =>
    eventually(`end of ${task_id}`, async () => {
      const { tasks } = await client.call('GET', path, { query: { task_id: [task_id] } })
      return ['WAITING', 'PROCESSING'].includes(tasks[0].status) ? undefined : tasks[0]
    })
  const source = frameHashes(join(folder, 'in/two.mkv'))
  for (const [name, output_param] of [
    ['made.mp4', { format: 'MP4' }],
    ['made.m3u8', { format: 'HLS', segment_duration: 2 }],
  ] as const) {
    const task = await over(await pack(name, output_param))
    expect(task).toMatchObject({ status: 'SUCCEED', complete_ratio: 100, output_param })
    expect(task.output).toEqual({ ...at('packed'), file_name: name })
    expect(task.output_metadata).toMatchObject({ duration: 2, video: [{ codec: 'H.264', width: 320 }] })
    expect(frameHashes(join(folder, 'packed', name))).toEqual(source)
  }
  writeFileSync(join(folder, 'in/later.mkv'), 'no video yet')
  const task_id = await pack('later.mp4', {}, 'in/later.mkv')
  expect(await over(task_id)).toMatchObject({ status: 'FAILED', error_code: expect.stringMatching(/^MPC/) })
  writeFileSync(join(folder, 'in/later.mkv'), readFileSync(join(folder, 'in/two.mkv')))
  await client.call('PUT', path, { body: { task_id } })
  expect(await over(task_id)).toMatchObject({ status: 'SUCCEED' })
  await client.call('DELETE', `${path}/task`, { query: { task_id } })
  expect((await client.call('GET', path, { query: { task_id: [task_id] } })).tasks).toEqual([])
})
