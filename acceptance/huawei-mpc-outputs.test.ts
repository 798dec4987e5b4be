import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMpcClient, type MpcClient } from './huawei-official.ts'
import { colourAt } from './support/measure.ts'
import { eventually, type Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { inkOf } from './support/text.ts'
import { bucket, makeClip, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpcClient
let folder: string

beforeAll(async () => {
  server = await startServer()
  // The core keeps a file of its own in the home folder.
  vi.stubEnv('HOME', server.dataDir)
  client = createMpcClient(server)
  folder = bucket(server.dataDir, 'media')
  mkdirSync(join(folder, 'in'))
  makeClip(join(folder, 'in/clip.mp4'))
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1'],
    join(folder, 'in/red.png'),
  ])
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=gray:s=480x360:r=25:d=3', '-preset', 'ultrafast'],
    join(folder, 'in/grey.mp4'),
  ])
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.[Symbol.asyncDispose]()
})

const at = (object: string) => ({ bucket: 'media', location: 'cn-north-4', object })
const parameters = (pack_type: number) => ({
  video: { codec: 1, width: 320, height: 0, preset: 1, max_iframes_interval: 2 },
  audio: { codec: 1, bitrate: 64, channels: 2 },
  common: { pack_type, hls_interval: 2, ...(pack_type === 1 ? {} : { dash_interval: 2 }) },
})

const make = async (output: string, body: object): Promise<Loose> => {
  const whole = { input: at('in/clip.mp4'), output: at(output), ...body }
  const { task_id } = await client.call('POST', '/transcodings', { body: whole })
  return eventually(`end of ${task_id}`, async () => {
    const { task_array } = await client.call('GET', '/transcodings', { query: { task_id: [task_id] } })
    return ['WAITING', 'TRANSCODING'].includes(task_array[0].status) ? undefined : task_array[0]
  })
}

test('DASH alone, and HLS with DASH of one set of segments, play', async () => {
  const task = await make('dash', {
    av_parameters: [parameters(2), parameters(3)],
    output_filenames: ['alone', 'both'],
  })
  expect(task).toMatchObject({
    status: 'SUCCEEDED',
    output_file_name: ['alone.mpd', 'both.m3u8', 'both.mpd'],
    transcode_detail: {
      multitask_info: [
        { output_file: { format: 'DASH', manifest_name: 'alone.mpd' } },
        { output_file: { format: 'HLS', manifest_name: 'both.mpd' } },
      ],
    },
  })
  for (const name of ['alone.mpd', 'both.m3u8', 'both.mpd']) {
    const made = probe(join(folder, 'dash', name))
    expect(streamOf(made, 'video')).toMatchObject({ codec_name: 'h264', width: 320, height: 240 })
    expect(streamOf(made, 'audio')).toMatchObject({ codec_name: 'aac', channels: 2 })
  }
})

test('an encrypted playlist plays with the key alone, which no answer tells', async () => {
  const key = Buffer.from('a key of 16 byte')
  const url = 'https://keys.example/k'
  const hls_encrypt = { key: key.toString('base64'), url, algorithm: 'AES-128-CBC' }
  const task = await make('secret', {
    av_parameters: [parameters(1)],
    output_filenames: ['s'],
    encryption: { hls_encrypt },
  })
  expect(task.status).toBe('SUCCEEDED')
  expect(JSON.stringify(task)).not.toContain(hls_encrypt.key)

  const playlist = join(folder, 'secret/s.m3u8')
  const text = readFileSync(playlist, 'utf8')
  expect(text).toContain(`#EXT-X-KEY:METHOD=AES-128,URI="${url}"`)
  const framesWith = (secret: Buffer): number => {
    writeFileSync(join(folder, 'secret/k.key'), secret)
    writeFileSync(join(folder, 'secret/local.m3u8'), text.replaceAll(url, 'k.key'))
    try {
      const counted = execFileSync(
        'ffprobe',
        [
          ...['-v', 'error', '-allowed_extensions', 'ALL', '-count_frames', '-select_streams', 'v:0'],
          ...['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', join(folder, 'secret/local.m3u8')],
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      )
      return Number.parseInt(counted, 10) || 0
    } catch {
      return 0
    }
  }
  expect(framesWith(key)).toBeGreaterThan(85)
  expect(framesWith(Buffer.from('not the same key'))).toBe(0)
})

test('a watermark is where it was asked for, and thumbnails are files of their seconds', async () => {
  const task = await make('seen', {
    input: at('in/grey.mp4'),
    av_parameters: [parameters(4)],
    output_filenames: ['v'],
    watermarks: [
      {
        input: at('in/red.png'),
        image_watermark: { referpos: 'BottomLeft', dx: '10', dy: '0.1', width: '40' },
      },
    ],
    thumbnails: [
      { params: { type: 'DOTS', dots: [0, 2], width: 160, height: 120 }, out: at('shots/') },
      { params: { type: 'DOTS_MS', dots_ms: [1500], output_filename: 'one' }, out: at('shots/') },
    ],
  })
  const pictures = [[{ pic_name: '0.jpg' }, { pic_name: '2.jpg' }], [{ pic_name: 'one.jpg' }]] as const
  expect(task).toMatchObject({
    status: 'SUCCEEDED',
    output_file_name: ['v.mp4', '0.jpg', '2.jpg', 'one.jpg'],
    pic_info: pictures.flat(),
    thumbnail_output: at('shots/'),
    thumbnails_info: pictures.map((pic_info) => ({ pic_info, output: at('shots/') })),
  })
  expect(task.transcode_detail.multitask_info).toHaveLength(1)
  expect(streamOf(probe(join(folder, 'shots/2.jpg')), 'video')).toMatchObject({ width: 160, height: 120 })
  expect(streamOf(probe(join(folder, 'shots/one.jpg')), 'video')).toMatchObject({ width: 480, height: 360 })

  // 320x240, the mark 40x40: 10 from the left, 24 from below.
  const isRed = ([r = 0, g = 0, b = 0]: readonly number[]) => r > 200 && g < 50 && b < 50
  const at1s = (x: number, y: number) => isRed(colourAt(join(folder, 'seen/v.mp4'), 1, x, y))
  expect([at1s(14, 180), at1s(45, 212)]).toEqual([true, true])
  expect([at1s(4, 196), at1s(30, 225)]).toEqual([false, false])
})

test('words are drawn where they were asked for, in their colour and their time', async () => {
  const words = (text: string) => Buffer.from(text).toString('base64')
  const task = await make('words', {
    input: at('in/grey.mp4'),
    av_parameters: [parameters(4)],
    output_filenames: ['w'],
    watermarks: [
      {
        text_context: words('███'),
        text_watermark: {
          ...{ referpos: 'BottomLeft', dx: '10', dy: '0.1', timeline_start: '1' },
          ...{ font_name: 'msyh', font_size: 40, font_color: 'red' },
        },
      },
    ],
  })
  expect(task.status).toBe('SUCCEEDED')
  // 320x240: 10 from the left, 24 from below.
  const size = [320, 240] as const
  const { box, colour } = inkOf(join(folder, 'words/w.mp4'), 1.5, size)
  expect([Math.abs(box[0] - 10) < 3, Math.abs(box[3] - 216) < 3]).toEqual([true, true])
  expect(colour.map((part) => part > 128)).toEqual([true, false, false])
  expect(inkOf(join(folder, 'words/w.mp4'), 0.5, size).box).toEqual([320, 240, 0, 0])
})

test('subtitles are drawn on the picture, or WebVTT that the entry playlist names', async () => {
  writeFileSync(join(folder, 'in/a.srt'), '1\n00:00:01,000 --> 00:00:02,000\n████\n')
  const [drawn, beside] = [
    await make('burnt', {
      input: at('in/grey.mp4'),
      ...{ av_parameters: [parameters(4)], output_filenames: ['b'] },
      subtitle: { input: at('in/a.srt'), subtitle_type: 1 },
    }),
    await make('beside', {
      input: at('in/grey.mp4'),
      ...{ av_parameters: [parameters(1)], output_filenames: ['b'] },
      subtitle: { inputs: [{ language: 'en', input: at('in/a.srt') }], subtitle_type: 2 },
    }),
  ]
  expect([drawn.status, beside.status]).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  const size = [320, 240] as const
  const white = inkOf(join(folder, 'burnt/b.mp4'), 1.5, size)
  expect(white.box[1]).toBeGreaterThan(180)
  expect(Math.abs((white.box[0] + white.box[2]) / 2 - 160)).toBeLessThan(4)
  expect(inkOf(join(folder, 'burnt/b.mp4'), 0.5, size).box).toEqual([320, 240, 0, 0])
  expect(readFileSync(join(folder, 'beside/b.m3u8'), 'utf8')).toMatch(/TYPE=SUBTITLES.*LANGUAGE="en"/)
  const lost = await make('lost', {
    ...{ av_parameters: [parameters(4)], subtitle: { input: at('in/none.srt'), subtitle_type: 1 } },
  })
  expect(lost).toMatchObject({ status: 'FAILED', error_code: 'MPC.10054' })
})
