import { expect, test } from 'vitest'
import type { FileSpec, StreamSpec } from '../../domain/output-spec.ts'
import { parametersOf } from './mapping/templates.ts'
import { PRESETS, UNUSABLE_PRESETS } from './presets.ts'

const specOf = (id: number) => PRESETS.find((preset) => preset.id === String(id))?.spec

test('presets have one number each, and parameters that read back', () => {
  const ids = [...PRESETS.map(({ id }) => id), ...UNUSABLE_PRESETS.keys()]
  expect(new Set(ids).size).toBe(ids.length)
  expect(PRESETS).toHaveLength(18 + 12 + 18 + 7 + 2)
  for (const preset of PRESETS) expect(parametersOf(preset)).toEqual(preset.params)
})

test('the classic HLS preset 210 is 320 pixels on its long side', () => {
  expect(specOf(210)).toEqual({
    kind: 'stream',
    protocol: 'hls',
    segmentFormat: 'ts',
    segmentDuration: 10,
    master: false,
    renditions: [
      {
        name: 'video',
        video: {
          codec: 'h264',
          rate: { mode: 'abr', bitrate: 256_000 },
          size: { by: 'long-short', first: 320, fill: 'stretch', upscale: true },
          frameRate: { num: 24, den: 1 },
          gop: { frames: 240 },
          profile: 'high',
          copy: 'if-fits',
        },
      },
    ],
    audio: { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2, copy: 'if-fits' },
    audioPlacement: 'muxed',
  })
})

test('newer, H.265, audio and remux presets', () => {
  const current = specOf(100_040) as FileSpec
  expect(current.video).toMatchObject({
    codec: 'h264',
    rate: { mode: 'abr', bitrate: 2_500_000 },
    size: { by: 'long-short', second: 1080 },
    frameRate: { num: 25, den: 1 },
  })
  expect(current.audio).toMatchObject({ codec: 'aac', bitrate: 128_000 })
  expect((specOf(510) as FileSpec).video).toMatchObject({
    codec: 'hevc',
    profile: 'main',
    frameRate: { num: 15 },
  })
  expect(specOf(1010)).toEqual({
    kind: 'file',
    container: 'mp3',
    audio: { codec: 'mp3', bitrate: 128_000, sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  })
  expect((specOf(875) as FileSpec).video?.copy).toBe('always')
  expect((specOf(10_046) as FileSpec).audio?.codec).toBe('mp3')
  expect((specOf(876) as StreamSpec).audio?.copy).toBe('always')
})
