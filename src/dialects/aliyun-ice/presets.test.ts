import { expect, test } from 'vitest'
import { PRESETS, unusablePreset } from './presets.ts'

const find = (id: string) => PRESETS.find((preset) => preset.id === id)

test('has the published templates, with their published parameters', () => {
  expect(PRESETS).toHaveLength(26)
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(26)
  expect(find('S00000001-200030')).toMatchObject({
    name: 'MP4-HD',
    spec: {
      kind: 'file',
      container: 'mp4',
      video: {
        codec: 'h264',
        rate: { mode: 'abr', bitrate: 1_800_000, maxBitrate: 8_000_000, buffer: 6_000_000 },
        size: { by: 'sides', first: 1280, fill: 'fit', upscale: true },
        speed: 'medium',
        gop: { seconds: 10 },
      },
      audio: { codec: 'aac', bitrate: 128_000, sampleRate: 44_100, channels: 2 },
    },
  })
  expect(find('S00000001-100060')?.spec).toMatchObject({
    kind: 'stream',
    segmentFormat: 'ts',
    segmentDuration: 10,
    master: false,
  })
  expect(find('S00000001-300020')?.spec).toEqual({
    kind: 'file',
    container: 'mp3',
    audio: { codec: 'mp3', bitrate: 128_000, sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  })
  expect(find('S00000001-000000')?.spec).toMatchObject({
    container: 'flv',
    video: { copy: 'always' },
    audio: { copy: 'always' },
  })
})

test('says why Narrowband HD cannot be used', () => {
  expect(unusablePreset('S00000002-100010')).toMatch(/Narrowband/)
  expect(unusablePreset('S00000001-100010')).toBeUndefined()
})
