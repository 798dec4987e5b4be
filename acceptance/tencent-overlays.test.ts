import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from './support/server.ts'
import { cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, makeClip, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let folder: string

beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  folder = bucket(server.dataDir, 'in-1300000000')
  makeClip(join(folder, 'clip.mp4'))
  const red = ['-f', 'lavfi', '-i', 'color=red:s=40x40', '-frames:v', '1']
  execFileSync('ffmpeg', ['-v', 'error', ...red, join(folder, 'red.png')])
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

/** The mean colour of a square of 30 pixels at a moment. */
const colourAt = (path: string, time: number, x: number, y: number): readonly number[] => [
  ...execFileSync('ffmpeg', [
    ...['-v', 'error', '-ss', String(time), '-i', path, '-frames:v', '1'],
    ...['-vf', `crop=30:30:${x}:${y},scale=1:1:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  ]),
]
const isRed = ([r = 0, g = 0, b = 0]: readonly number[]): boolean => r > 200 && g < 60 && b < 60

test('a watermark is in its corner for its time, and nowhere else', async () => {
  const RawParameter = {
    Type: 'image',
    CoordinateOrigin: 'BottomRight',
    XPos: '20px',
    YPos: '20px',
    ImageTemplate: { ImageContent: cosInput('/red.png'), Width: '40px', Height: '40px' },
  }
  const WatermarkSet = [{ Definition: 0, RawParameter, StartTimeOffset: 1, EndTimeOffset: 2 }]
  const result = await run({
    TranscodeTaskSet: [
      {
        Definition: 0,
        RawParameter: {
          Container: 'mp4',
          RemoveAudio: 1,
          VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 800, Width: 0, Height: 0 },
        },
        WatermarkSet,
        OutputObjectPath: '/marked.mp4',
      },
    ],
  })
  expect(result?.TranscodeTask).toMatchObject({ Status: 'SUCCESS', Input: { WatermarkSet } })
  const marked = join(folder, 'marked.mp4')
  // 480x360: the mark covers 420..460 by 300..340.
  expect([0.5, 1.5, 2.5].map((time) => isRed(colourAt(marked, time, 425, 305)))).toEqual([false, true, false])
  expect(isRed(colourAt(marked, 1.5, 380, 305))).toBe(false)
})

test('the DASH ladder is a manifest with the sizes the source can fill', async () => {
  const result = await run({
    AdaptiveDynamicStreamingTaskSet: [{ Definition: 20, OutputObjectPath: '/dash/main' }],
  })
  expect(result?.AdaptiveDynamicStreamingTask).toMatchObject({
    Status: 'SUCCESS',
    Output: { Definition: 20, Package: 'MPEG-DASH', Path: '/dash/main.mpd' },
  })
  const manifest = readFileSync(join(folder, 'dash/main.mpd'), 'utf8')
  expect(manifest.match(/height="\d+"/g)).toEqual(['height="240"', 'height="360"'])
  const measured = probe(join(folder, 'dash/main.mpd'))
  expect(measured.streams.filter(({ codec_type }) => codec_type === 'video')).toHaveLength(2)
  expect(streamOf(measured, 'audio')).toMatchObject({ codec_name: 'aac', sample_rate: '44100' })
  expect(Number(measured.format.duration)).toBeCloseTo(3, 0)
})
