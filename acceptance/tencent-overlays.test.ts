import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Loose } from './support/native.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { codeOf, cosInput, createClient, type MpsClient } from './tencent-client.ts'
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
    // There is no seeking in a still.
    ...['-v', 'error', ...(time > 0 ? ['-ss', String(time)] : []), '-i', path, '-frames:v', '1'],
    ...['-vf', `crop=30:30:${x}:${y},scale=1:1:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  ]),
]
const PLAIN = {
  Container: 'mp4',
  RemoveAudio: 1,
  VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 800, Width: 0, Height: 0 },
}
const isRed = ([r = 0, g = 0, b = 0]: readonly number[]): boolean => r > 200 && g < 60 && b < 60

const TextTemplate = { FontType: 'arial.ttf', FontSize: '40px', FontColor: '0xFF0000', FontAlpha: 1 }

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
        RawParameter: PLAIN,
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

test('a text watermark is created, drawn with words of the task, changed and deleted', async () => {
  const created = await client.CreateWatermarkTemplate({
    ...{ Type: 'text', Name: 'owner', CoordinateOrigin: 'TopRight', XPos: '20px', YPos: '10%' },
    TextTemplate: { ...TextTemplate, TextContent: 'owner' },
  })
  expect(created).toEqual({ Definition: 1_500_000, ImageUrl: '', RequestId: expect.any(String) })
  const Definition = Number(created.Definition)
  const found = async () => (await client.DescribeWatermarkTemplates({ Definitions: [Definition] })) as Loose
  expect(await found()).toMatchObject({
    TotalCount: 1,
    WatermarkTemplateSet: [
      {
        ...{ Definition, Type: 'text', Name: 'owner', CoordinateOrigin: 'TopRight', XPos: '20px' },
        TextTemplate: { ...TextTemplate, TextContent: 'owner' },
        ImageTemplate: null,
      },
    ],
  })
  expect((await client.DescribeTranscodeTemplates({ Type: 'Custom' })).TotalCount).toBe(0)

  const WatermarkSet = [{ Definition, TextContent: '███', StartTimeOffset: 1 }]
  const result = await run({
    TranscodeTaskSet: [{ Definition: 0, RawParameter: PLAIN, WatermarkSet, OutputObjectPath: '/words.mp4' }],
  })
  expect(result?.TranscodeTask).toMatchObject({ Status: 'SUCCESS', Input: { WatermarkSet } })
  const made = join(folder, 'words.mp4')
  // 480x360: the blocks end 20 from the right and begin 36 from above.
  expect([0.5, 1.5].map((time) => isRed(colourAt(made, time, 425, 44)))).toEqual([false, true])
  expect(isRed(colourAt(made, 1.5, 462, 44))).toBe(false)

  await client.ModifyWatermarkTemplate({ Definition, XPos: '5%', TextTemplate: { FontSize: '24px' } })
  expect((await found()).WatermarkTemplateSet[0]).toMatchObject({
    ...{ Name: 'owner', XPos: '5%', YPos: '10%' },
    TextTemplate: { ...TextTemplate, FontSize: '24px', TextContent: 'owner' },
  })
  await client.DeleteWatermarkTemplate({ Definition })
  expect((await found()).TotalCount).toBe(0)
  expect(
    await codeOf(run({ TranscodeTaskSet: [{ Definition: 0, RawParameter: PLAIN, WatermarkSet }] })),
  ).toBe('InvalidParameterValue.Definition')
})

test.each([
  ['an image', { Type: 'image' }, 'UnsupportedOperation'],
  ['no type of the service', { Type: 'sound' }, 'InvalidParameterValue.Type'],
  ['no size', { TextTemplate: { ...TextTemplate, FontSize: '24' } }, 'InvalidParameterValue.TextTemplate'],
  [
    'a size of another meaning',
    { TextTemplate: { ...TextTemplate, FontSize: '0.1px' } },
    'InvalidParameterValue.TextTemplate',
  ],
  [
    'nothing to be seen',
    { TextTemplate: { ...TextTemplate, FontAlpha: 0 } },
    'InvalidParameterValue.TextAlpha',
  ],
  [
    'words without end',
    { TextTemplate: { ...TextTemplate, TextContent: 'a'.repeat(101) } },
    'InvalidParameterValue.TextTemplate',
  ],
])('a watermark template of %s is refused', async (_what, wrong, code) => {
  const asked = { Type: 'text', TextTemplate, ...wrong }
  expect(await codeOf(client.CreateWatermarkTemplate(asked as never))).toBe(code)
})

test('snapshots bear watermarks, and say which templates they bear', async () => {
  const { Definition = 0 } = await client.CreateWatermarkTemplate({
    ...{ Type: 'text', Name: 'still', XPos: '20px', YPos: '20px' },
    TextTemplate: { ...TextTemplate, TextContent: '████' },
  })
  const RawParameter = {
    ...{ Type: 'image', CoordinateOrigin: 'BottomRight', XPos: '20px', YPos: '20px' },
    ImageTemplate: { ImageContent: cosInput('/red.png'), Width: '40px', Height: '40px' },
  }
  const WatermarkSet = [{ Definition: 0, RawParameter }, { Definition }]
  const result = await run({
    SnapshotByTimeOffsetTaskSet: [
      { Definition: 10, TimeOffsetSet: [1], WatermarkSet, OutputObjectPath: '/still' },
    ],
  })
  expect(result?.SnapshotByTimeOffsetTask).toMatchObject({
    Status: 'SUCCESS',
    Input: { WatermarkSet },
    Output: { PicInfoSet: [{ Path: '/still.jpg', WaterMarkDefinition: [Definition] }] },
  })
  const still = join(folder, 'still.jpg')
  const { width = 0, height = 0 } = streamOf(probe(still), 'video') as { width?: number; height?: number }
  expect(isRed(colourAt(still, 0, width - 55, height - 55))).toBe(true)
  expect(isRed(colourAt(still, 0, 95, 30))).toBe(true)
  expect(isRed(colourAt(still, 0, width - 100, height - 55))).toBe(false)
  await client.DeleteWatermarkTemplate({ Definition })
})
