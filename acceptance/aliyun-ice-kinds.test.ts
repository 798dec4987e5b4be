import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converted } from './aliyun-finished.ts'
import { type IceClient, openApiClient } from './aliyun-official.ts'
import { colourName, meanVolume } from './support/measure.ts'
import { type RunningServer, startServer } from './support/server.ts'
import { makeGrey } from './support/text.ts'
import { bucket, makeClip, probe, streamOf } from './tencent-media.ts'

let server: RunningServer
let ask: IceClient
let input: string
let output: string

beforeAll(async () => {
  server = await startServer()
  ask = openApiClient(server, 'v3')
  input = bucket(server.dataDir, 'ice-in')
  output = bucket(server.dataDir, 'ice-out')
  makeClip(join(input, 'clip.mp4'))
  makeGrey(join(input, 'grey.mp4'))
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=32x32', '-frames:v', '1', join(input, 'logo.png')],
  ])
  // A second, red on the left and blue on the right, of 50 frames.
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=160x180:r=50:d=1'],
    ...['-f', 'lavfi', '-i', 'color=blue:s=160x180:r=50:d=1', '-f', 'lavfi', '-i', 'sine=d=1'],
    ...['-filter_complex', 'hstack', '-map', '2', '-preset', 'ultrafast', join(input, 'two.mp4')],
  ])
})
afterAll(() => server?.[Symbol.asyncDispose]())

const oss = (Media: string) => ({ Type: 'OSS', Media })
const Inputs = [{ InputFile: oss('oss://ice-in/clip.mp4') }]
const Video = { Width: 240, Preset: 'ultrafast' }
const MP4 = 'S00000001-200010'
const HLS = 'S00000001-100010'

test('files of several codecs and containers, with a watermark', async () => {
  const { CustomTemplate } = await ask('CreateCustomTemplate', {
    ...{ Name: 'logo', Type: '4' },
    TemplateConfig: JSON.stringify({
      ...{ Width: 32, Height: 32, Dx: 0, Dy: 0, ReferPos: 'TopLeft', File: oss('oss://ice-in/logo.png') },
    }),
  })
  expect(CustomTemplate).toMatchObject({ Type: 4, TypeName: 'ImageWatermarkTemplate' })
  const marked = JSON.stringify({ Watermarks: [{ Type: 'Image', TemplateId: CustomTemplate.TemplateId }] })
  const file = (key: string, OverrideParams: object, more: object = {}) => ({
    ...{ OutputFile: oss(`oss://ice-out/${key}`), TemplateId: MP4, OverrideParams, ...more },
  })
  const job = await converted(ask, {
    Inputs,
    Outputs: [
      file('hevc.mp4', { Video: { ...Video, Codec: 'H.265' } }, { Features: marked }),
      file('a.gif', { Container: { Format: 'gif' }, Video: { Codec: 'GIF', Width: 128, Fps: 5 } }),
      file('a.aac', { Container: { Format: 'aac' } }),
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  expect(streamOf(probe(join(output, 'hevc.mp4')), 'video')?.codec_name).toBe('hevc')
  expect(streamOf(probe(join(output, 'a.gif')), 'video')).toMatchObject({ codec_name: 'gif', width: 128 })
  expect(streamOf(probe(join(output, 'a.aac')), 'audio')?.codec_name).toBe('aac')
  const corner = execFileSync('ffmpeg', [
    ...['-v', 'error', '-ss', '1', '-i', join(output, 'hevc.mp4'), '-frames:v', '1'],
    ...['-vf', 'crop=8:8:12:12,scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  ])
  const [red = 0, green = 255, blue = 255] = corner
  expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true])
})

test('words of a template, and words alone, are drawn', async () => {
  const { CustomTemplate } = await ask('CreateCustomTemplate', {
    ...{ Name: 'words', Type: '5' },
    TemplateConfig: JSON.stringify({
      ...{ Content: '测试 kept', FontName: 'SimSun', FontColor: 'Yellow', FontSize: 40 },
      ...{ BorderColor: 'DarkCyan', BorderWidth: 2, Left: 20, Top: 30 },
    }),
  })
  expect(CustomTemplate).toMatchObject({ Type: 5, TypeName: 'TextWatermarkTemplate' })
  const { TemplateId } = CustomTemplate
  const listed = await ask('ListCustomTemplates', { Type: '5' })
  expect(listed.CustomTemplateList).toMatchObject([{ TemplateId, TypeName: 'TextWatermarkTemplate' }])
  const Features = JSON.stringify({
    Watermarks: [
      { TemplateId, Content: '███' },
      { Type: 'Text', Content: '███', FontColor: '#FF0000', FontSize: '40', X: '0.5', Y: '0.5' },
    ],
  })
  const job = await converted(ask, {
    Inputs: [{ InputFile: oss('oss://ice-in/grey.mp4') }],
    Outputs: [
      {
        ...{ OutputFile: oss('oss://ice-out/words.mp4'), TemplateId: MP4, Features },
        OverrideParams: { Video: { Width: 480, Preset: 'ultrafast' }, Audio: { Remove: true } },
      },
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  const pixel = (x: number, y: number) => [
    ...execFileSync('ffmpeg', [
      ...['-v', 'error', '-i', join(output, 'words.mp4'), '-frames:v', '1'],
      ...['-vf', `crop=8:8:${x}:${y},scale=1:1`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ]),
  ]
  const near = (actual: readonly number[], expected: readonly number[]) =>
    actual.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 24)
  expect([near(pixel(40, 45), [255, 255, 0]), near(pixel(260, 200), [255, 0, 0])]).toEqual([true, true])
  expect(near(pixel(4, 45), [128, 128, 128])).toBe(true)
})

test('a Dash group, and an HLS group whose sounds and pictures stand apart', async () => {
  const OverrideParams = { Video, MuxConfig: { Segment: { Duration: 1 } } }
  const group = (Type: string, dir: string, Outputs: readonly object[]) => ({
    GroupConfig: { Type, OutputFileBase: oss(`oss://ice-out/${dir}`), ManifestName: 'main' },
    Outputs: Outputs.map((each) => ({ TemplateId: HLS, OverrideParams, ...each })),
  })
  const job = await converted(ask, {
    Inputs,
    OutputGroups: [
      group('Dash', 'dash', [
        { OutputFileName: 'lo', OverrideParams: { ...OverrideParams, Container: { Format: 'mpd' } } },
      ]),
      group('Hls', 'hls', [
        { OutputFileName: 'v.m3u8', HlsGroupConfig: { Type: 'video', AudioGroup: 'snd' } },
        {
          OutputFileName: 'a.m3u8',
          HlsGroupConfig: { Type: 'audio', Group: 'snd', Name: 'Deutsch', Language: 'de' },
        },
      ]),
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  expect(job.OutputGroupDetails.flatMap((g: { Outputs: { Status: string }[] }) => g.Outputs)).toMatchObject([
    ...[{ Status: 'Success' }, { Status: 'Success' }, { Status: 'Success' }],
  ])
  for (const manifest of ['dash/main.mpd', 'hls/main.m3u8']) {
    const found = probe(join(output, manifest))
    expect(streamOf(found, 'video')).toMatchObject({ codec_name: 'h264', width: 240 })
    expect(streamOf(found, 'audio')?.codec_name).toBe('aac')
  }
  expect(readFileSync(join(output, 'hls/main.m3u8'), 'utf8')).toMatch(
    /GROUP-ID="snd",LANGUAGE="de",NAME="Deutsch",.*URI="a\.m3u8"[\s\S]*AUDIO="snd"[\s\S]*^v\.m3u8$/m,
  )
})

test('a picture is cut, laid on a ground, turned and slowed down, and its sound made quieter', async () => {
  const job = await converted(ask, {
    Inputs: [{ InputFile: oss('oss://ice-in/two.mp4') }],
    Outputs: [
      {
        ...{ OutputFile: oss('oss://ice-out/laid.mp4'), TemplateId: MP4 },
        OverrideParams: {
          Video: { Crop: '160:180:160:0', Width: 160, Pad: '320:240:100:20', MaxFps: 25 },
          Audio: { Volume: { Method: 'linear', Level: '-6' } },
        },
      },
      {
        ...{ OutputFile: oss('oss://ice-out/turned.mp4'), TemplateId: MP4 },
        OverrideParams: { Video: { Rotate: 90, Width: 180 } },
      },
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  const laid = join(output, 'laid.mp4')
  expect(streamOf(probe(laid), 'video')).toMatchObject({ width: 320, height: 240, avg_frame_rate: '25/1' })
  const places = [
    [96, 100],
    [104, 24],
    [256, 196],
    [264, 100],
  ] as const
  expect(places.map(([x, y]) => colourName(laid, 0.5, x, y))).toEqual(['black', 'blue', 'blue', 'black'])
  expect(meanVolume(laid)).toBeCloseTo(meanVolume(join(input, 'two.mp4')) - 6, 0)
  const turned = join(output, 'turned.mp4')
  expect(streamOf(probe(turned), 'video')).toMatchObject({ width: 180, height: 320 })
  expect([10, 310].map((y) => colourName(turned, 0.5, 90, y))).toEqual(['red', 'blue'])
})

test('several inputs are played one after another', async () => {
  const job = await converted(ask, {
    Inputs: [{ InputFile: oss('oss://ice-in/two.mp4') }, ...Inputs],
    Outputs: [
      {
        ...{ OutputFile: oss('oss://ice-out/joined.mp4'), TemplateId: MP4, OverrideParams: { Video } },
        Features: { Clip: { TimeSpan: { Duration: '0.5' }, ConfigToClipFirstPart: true } },
      },
    ],
  })
  expect([job.State, job.Message]).toEqual(['Complete', undefined])
  const made = join(output, 'joined.mp4')
  expect(Number(probe(made).format.duration)).toBeCloseTo(3.5, 1)
  expect(colourName(made, 0.2, 40, 70)).toBe('red')
})

test('what is asked above the source is made, kept at the source’s, or refused, as TransConfig says', async () => {
  const asked = {
    // Of another rate, so that neither is copied.
    Video: { Bitrate: 9000, Preset: 'ultrafast', Fps: 20 },
    Audio: { Bitrate: 320, Samplerate: 48_000 },
  }
  const wish = (name: string, TransConfig: object, Video: object = {}) => ({
    ...{ OutputFile: oss(`oss://ice-out/${name}.mp4`), TemplateId: MP4 },
    OverrideParams: { ...asked, Video: { ...asked.Video, ...Video }, TransConfig },
  })
  const keep = { IsCheckVideoBitrate: 'true', IsCheckAudioBitrate: 'true' }
  const job = await converted(ask, {
    Inputs,
    Outputs: [
      wish('asked', {}, { Width: 480 }),
      wish('kept', keep, { Width: 480 }),
      wish('large', { IsCheckResoFail: 'true' }),
      wish('rich', { ...keep, IsCheckAudioBitrateFail: 'true' }, { Width: 480 }),
    ],
  })
  expect(job.State).toBe('Error')
  const told = job.OutputDetails.map(({ Status, Code }: { Status: string; Code?: string }) => [Status, Code])
  const refused = ['Failed', 'InvalidParameter.OutOfRange']
  expect(told).toEqual([['Success', undefined], ['Success', undefined], refused, refused])
  const rate = (path: string, kind: 'video' | 'audio') => Number(streamOf(probe(path), kind)?.bit_rate)
  const [source, made, kept] = [join(input, 'clip.mp4'), join(output, 'asked.mp4'), join(output, 'kept.mp4')]
  expect(rate(made, 'audio')).toBeGreaterThan(1.5 * rate(source, 'audio'))
  expect(rate(kept, 'audio')).toBeCloseTo(rate(source, 'audio'), -4)
  expect(rate(kept, 'video')).toBeLessThan(1.3 * rate(source, 'video'))
  expect(rate(made, 'video')).toBeGreaterThan(1.5 * rate(kept, 'video'))
})
