import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { inkOf, makeGrey } from './support/text.ts'
import { cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let folder: string

const SRT = '1\n00:00:01,000 --> 00:00:02,000\n████\n'

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  folder = bucket(server.dataDir, 'in-1300000000')
  makeGrey(join(folder, 'clip.mp4'))
  writeFileSync(join(folder, 'zh.srt'), SRT)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const run = async (MediaProcessTask: object) => {
  const { TaskId = '' } = await client.ProcessMedia({ InputInfo: cosInput(), MediaProcessTask })
  for (;;) {
    const detail = await client.DescribeTaskDetail({ TaskId })
    if (detail.Status === 'FINISH') return detail.WorkflowTask?.MediaProcessResultSet?.[0]
    await pause(50)
  }
}
const CLIP = {
  ...{ Container: 'mp4', RemoveAudio: 1 },
  VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 800, Width: 0, Height: 0 },
}

test('a subtitle template draws the file in its style, for the time of its cues', async () => {
  const SubtitleTemplate = {
    SubtitleFileInput: cosInput('/zh.srt'),
    ...{ FontSize: '20%', FontColor: '0xFF0000', YPos: '60px', OutlineWidth: 0 },
  }
  const result = await run({
    TranscodeTaskSet: [
      { Definition: 0, RawParameter: { ...CLIP, SubtitleTemplate }, OutputObjectPath: '/drawn.mp4' },
    ],
  })
  expect(result?.TranscodeTask).toMatchObject({
    Status: 'SUCCESS',
    Input: { RawParameter: { SubtitleTemplate } },
  })
  const drawn = join(folder, 'drawn.mp4')
  const size = [480, 360] as const
  const { box, colour } = inkOf(drawn, 1.5, size)
  // A fifth of 360 high, 60 above the bottom, in the middle.
  expect([Math.abs(box[3] - 300) < 6, Math.abs(box[3] - box[1] - 72) < 6]).toEqual([true, true])
  expect(Math.abs((box[0] + box[2]) / 2 - 240)).toBeLessThan(4)
  expect(colour.map((part) => part > 128)).toEqual([true, false, false])
  expect(inkOf(drawn, 0.5, size).box).toEqual([480, 360, 0, 0])
})

test('added subtitles are a track of a file and a rendition of a stream', async () => {
  const AddOnSubtitles = [
    { Subtitle: cosInput('/zh.srt'), SubtitleName: '中文', SubtitleLanguage: 'chi', DefaultTrack: true },
  ]
  const made = await run({
    TranscodeTaskSet: [
      { Definition: 100_010, OverrideParameter: { AddOnSubtitles }, OutputObjectPath: '/carried.mp4' },
    ],
  })
  expect(made?.TranscodeTask?.Status).toBe('SUCCESS')
  const probed = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 's', '-show_streams', '-of', 'json', join(folder, 'carried.mp4')],
    { encoding: 'utf8' },
  )
  expect(JSON.parse(probed).streams).toMatchObject([{ codec_name: 'mov_text', tags: { language: 'zho' } }])

  const stream = await run({
    AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, AddOnSubtitles, OutputObjectPath: '/hls/main' }],
  })
  expect(stream?.AdaptiveDynamicStreamingTask?.Status).toBe('SUCCESS')
  const main = readFileSync(join(folder, 'hls/main.m3u8'), 'utf8')
  expect(main).toMatch(/TYPE=SUBTITLES.*NAME="中文".*DEFAULT=YES/)
})

test('a file that is none fails the task that needs it, and says so', async () => {
  writeFileSync(join(folder, 'bad.srt'), 'no subtitles at all')
  const SubtitleTemplate = { SubtitleFileInput: cosInput('/bad.srt') }
  const result = await run({
    TranscodeTaskSet: [
      { Definition: 0, RawParameter: { ...CLIP, SubtitleTemplate }, OutputObjectPath: '/x.mp4' },
    ],
  })
  expect(result?.TranscodeTask).toMatchObject({
    Status: 'FAIL',
    Message: expect.stringContaining('neither SubRip, WebVTT nor ASS'),
  })
})
