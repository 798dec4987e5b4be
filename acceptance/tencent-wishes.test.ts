import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { colourAt, colourName, meanVolume } from './support/measure.ts'
import { eventually } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { cosInput, createClient, type MpsClient } from './tencent-client.ts'
import { bucket, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let client: MpsClient
let input: string
let output: string

/** Left half red, right half blue; a loud sound in English, and one in German that is 20 dB quieter. */
beforeAll(async () => {
  server = await startServer()
  client = createClient(server)
  input = bucket(server.dataDir, 'in-1300000000')
  output = bucket(server.dataDir, 'out-1300000000')
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=160x180:r=25:d=2'],
    ...['-f', 'lavfi', '-i', 'color=blue:s=160x180:r=25:d=2'],
    ...['-f', 'lavfi', '-i', 'sine=f=440:d=2', '-f', 'lavfi', '-i', 'sine=f=880:d=2,volume=-20dB'],
    ...['-filter_complex', 'hstack', '-map', '2', '-map', '3', '-preset', 'ultrafast', '-c:a', 'aac'],
    ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=ger', join(input, 'clip.mp4')],
  ])
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=lime:s=160x90:r=25:d=1'],
    ...['-preset', 'ultrafast', join(input, 'green.mp4')],
  ])
})
afterAll(() => server?.[Symbol.asyncDispose]())

const OutputStorage = {
  Type: 'COS',
  CosOutputStorage: { Bucket: 'out-1300000000', Region: 'ap-guangzhou' },
}
type Tasks = NonNullable<Parameters<MpsClient['ProcessMedia']>[0]['MediaProcessTask']>

/** The results of these tasks, all of which must succeed. */
const make = async (OutputDir: string, MediaProcessTask: Tasks) => {
  const { TaskId = '' } = await client.ProcessMedia({
    InputInfo: cosInput(),
    ...{ OutputStorage, OutputDir, MediaProcessTask },
  })
  const { WorkflowTask } = await eventually(`end of ${TaskId}`, async () => {
    const now = await client.DescribeTaskDetail({ TaskId })
    return now.Status === 'FINISH' && now
  })
  expect(WorkflowTask?.ErrCode).toBe(0)
  const results = WorkflowTask?.MediaProcessResultSet ?? []
  for (const result of results)
    for (const task of Object.values(result))
      if (task && typeof task === 'object' && 'Status' in task) expect([task.Message]).toEqual(['SUCCESS'])
  return results
}

const video = { Codec: 'h264', Fps: 25, Bitrate: 300, Height: 180 }
const audio = { Codec: 'aac', Bitrate: 64, SampleRate: 44_100, AudioChannel: 1 }

test('templates of one’s own make the pictures they say', async () => {
  const size = { ResolutionAdaptive: 'close', Width: 160, Height: 160 }
  const { Definition: sprite = 0 } = await client.CreateImageSpriteTemplate({
    ...{ SampleType: 'Percent', SampleInterval: 30, RowCount: 2, ColumnCount: 2, Format: 'png' },
    ...{ ...size, FillType: 'white' },
  })
  const { Definition: sample = 0 } = await client.CreateSampleSnapshotTemplate({
    ...{ SampleType: 'Time', SampleInterval: 1, Format: 'png', ...size, FillType: 'black' },
  })
  const { Definition: byTime = 0 } = await client.CreateSnapshotByTimeOffsetTemplate({ Format: 'webp' })
  const { Definition: moving = 0 } = await client.CreateAnimatedGraphicsTemplate({ Fps: 4, Width: 160 })
  await client.ModifyAnimatedGraphicsTemplate({ Definition: moving, Format: 'webp', Quality: 60 })
  const { AnimatedGraphicsTemplateSet: told } = await client.DescribeAnimatedGraphicsTemplates({
    Definitions: [moving],
  })
  expect(told).toMatchObject([{ Definition: moving, Type: 'Custom', Fps: 4, Format: 'webp', Quality: 60 }])

  const [animation, snapshot, samples, sheets] = await make('/p/', {
    AnimatedGraphicTaskSet: [{ Definition: moving, StartTimeOffset: 0, EndTimeOffset: 1 }],
    SnapshotByTimeOffsetTaskSet: [{ Definition: byTime, ExtTimeOffsetSet: ['1s'] }],
    SampleSnapshotTaskSet: [{ Definition: sample }],
    ImageSpriteTaskSet: [{ Definition: sprite }],
  })
  expect(animation?.AnimatedGraphicTask?.Output).toMatchObject({
    ...{ Definition: moving, Container: 'webp', Width: 160, Height: 90 },
  })
  const still = snapshot?.SnapshotByTimeOffsetTask?.Output?.PicInfoSet?.[0]?.Path ?? ''
  expect(still).toMatch(/\.webp$/)
  expect(streamOf(probe(join(output, still)), 'video')).toMatchObject({ codec_name: 'webp', width: 320 })
  const paths = samples?.SampleSnapshotTask?.Output?.ImagePathSet ?? []
  expect(paths).toHaveLength(2)
  const places = [
    [40, 80],
    [120, 80],
    [80, 10],
  ] as const
  const [first = ''] = paths
  expect(places.map(([x, y]) => colourName(join(output, first), 0, x, y))).toEqual(['red', 'blue', 'black'])
  expect(sheets?.ImageSpriteTask?.Output).toMatchObject({ Width: 160, Height: 160, TotalCount: 4 })
  const [sheet = ''] = sheets?.ImageSpriteTask?.Output?.ImagePathSet ?? []
  expect(places.map(([x, y]) => colourName(join(output, sheet), 0, x, y))).toEqual(['red', 'blue', 'white'])
})

test('a file has an opening and an ending, one of two sounds, and its borders filled with itself', async () => {
  const green = { Type: 'COS', CosInputInfo: { Bucket: 'in-1300000000', Region: 'r', Object: '/green.mp4' } }
  const [made] = await make('/t/', {
    TranscodeTaskSet: [
      {
        ...{ Definition: 100010, HeadTailParameter: { HeadSet: [green], TailSet: [green] } },
        OverrideParameter: {
          VideoTemplate: {
            ...{ Fps: 25, FillType: 'gauss' },
            ...{ ResolutionAdaptive: 'close', Width: 320, Height: 320 },
          },
          AudioTemplate: { StreamSelects: [1] },
        },
      },
    ],
  })
  expect(made?.TranscodeTask?.Input?.HeadTailParameter?.TailSet).toHaveLength(1)
  const path = join(output, made?.TranscodeTask?.Output?.Path ?? '')
  expect(Number(probe(path).format.duration)).toBeCloseTo(4, 0)
  expect(streamOf(probe(path), 'video')).toMatchObject({ width: 320, height: 320 })
  expect([0.5, 3.5].map((at) => colourName(path, at, 160, 160))).toEqual(['green', 'green'])
  expect([80, 240].map((x) => colourName(path, 2, x, 160))).toEqual(['red', 'blue'])
  // Above the picture is more of it.
  const [r = 0, g = 0, b = 0] = colourAt(path, 2, 20, 20)
  expect([r > 120, g < 60, b < 120]).toEqual([true, true, true])
  // Half of it is silence, which takes 3 dB.
  expect(meanVolume(path)).toBeCloseTo(meanVolume(join(input, 'clip.mp4'), 1) - 3, 0)
})

test('a ladder of one’s own has its sizes, sounds by their language, and plays with its key alone', async () => {
  const { Definition = 0 } = await client.CreateAdaptiveDynamicStreamingTemplate({
    Format: 'HLS',
    StreamInfos: [
      {
        ...{ Video: video, RemoveAudio: 0, RemoveVideo: 0 },
        ...{ Audio: audio, AudioList: [{ ...audio, AudioLanguage: 'de', AudioName: 'Deutsch' }] },
      },
      { Video: { ...video, Height: 128 }, Audio: audio, RemoveAudio: 1, RemoveVideo: 0 },
      {
        ...{ Audio: { ...audio, AudioLanguage: 'en', DefaultTrack: true } },
        ...{ RemoveAudio: 0, RemoveVideo: 1 },
      },
    ],
  })
  const Key = '00112233445566778899aabbccddeeff'
  const Uri = 'https://keys.example/k'
  const [made] = await make('/a/', {
    AdaptiveDynamicStreamingTaskSet: [
      { Definition, DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { Uri, Key, Vector: '0'.repeat(32) } } },
    ],
  })
  const path = join(output, made?.AdaptiveDynamicStreamingTask?.Output?.Path ?? '')
  const playlist = readFileSync(path, 'utf8')
  const sounds = playlist.match(/#EXT-X-MEDIA:TYPE=AUDIO.*/g) ?? []
  const told = sounds.map((line) => [/NAME="([^"]+)"/.exec(line)?.[1], /DEFAULT=(\w+)/.exec(line)?.[1]])
  expect(told).toEqual([
    ['Deutsch', 'NO'],
    ['English', 'YES'],
  ])
  expect(playlist.match(/RESOLUTION=\d+x\d+/g)).toEqual(['RESOLUTION=320x180', 'RESOLUTION=228x128'])

  const [rendition = ''] = playlist.split('\n').filter((line) => line.endsWith('_0.m3u8'))
  const file = join(output, 'a', rendition)
  const framesWith = (key: string): number => {
    writeFileSync(join(output, 'a/k.key'), Buffer.from(key, 'hex'))
    const local = join(output, 'a/local.m3u8')
    writeFileSync(local, readFileSync(file, 'utf8').replaceAll(Uri, 'k.key'))
    try {
      const counted = execFileSync(
        'ffprobe',
        [
          ...['-v', 'error', '-allowed_extensions', 'ALL', '-count_frames', '-select_streams', 'v:0'],
          ...['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', local],
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      )
      return Number.parseInt(counted, 10) || 0
    } catch {
      return 0
    }
  }
  expect(readFileSync(file, 'utf8')).toContain(`#EXT-X-KEY:METHOD=AES-128,URI="${Uri}",IV=0x`)
  expect([framesWith(Key), framesWith('f'.repeat(32))]).toEqual([50, 0])
})
