import { expect, test } from 'vitest'
import type { FileSpec, StreamSpec } from '../../domain/output-spec.ts'
import { PRESETS, UNUSABLE_PRESETS } from './presets.ts'

const specOf = (id: number) => PRESETS.find((preset) => preset.id === String(id))?.spec

test('presets have one number each', () => {
  const ids = [...PRESETS.map(({ id }) => id), ...UNUSABLE_PRESETS.keys()]
  expect(new Set(ids).size).toBe(ids.length)
  expect(PRESETS).toHaveLength(18 + 12 + 7 + 2)
  expect([...UNUSABLE_PRESETS.keys()]).toEqual(['710', '720', '730', '740', '770', '780'])
})

test.each([
  [10, 320, 256],
  [20, 640, 512],
  [30, 1280, 1024],
  [40, 1920, 2500],
])('the classic %i is at most %i pixels long, at %i kbit/s', (id, long, kbit) => {
  expect(specOf(id)).toEqual({
    kind: 'file',
    container: 'mp4',
    video: {
      codec: 'h264',
      rate: { mode: 'abr', bitrate: kbit * 1000 },
      size: { by: 'long-short', first: long, fill: 'fit', upscale: true },
      frameRate: { num: 24, den: 1 },
      gop: { seconds: 10 },
      profile: 'high',
      copy: 'if-fits',
    },
    audio: { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  })
})

test('the same in HLS and FLV; a short side; H.265; sound alone; copies', () => {
  const hls = specOf(220) as StreamSpec
  expect(hls).toMatchObject({ kind: 'stream', master: false, segmentFormat: 'ts', segmentDuration: 10 })
  expect(hls.renditions[0]?.video).toEqual((specOf(20) as FileSpec).video)
  expect(specOf(10_046)).toMatchObject({ container: 'flv', audio: { codec: 'mp3' } })
  // 240 frames at 30 a second.
  expect(specOf(80)).toMatchObject({ video: { size: { second: 2160 }, gop: { seconds: 8 } } })
  expect(specOf(510)).toMatchObject({
    video: { codec: 'hevc', profile: 'main', size: { second: 240 }, frameRate: { num: 15 } },
  })
  expect(specOf(1020)).toEqual({
    kind: 'file',
    container: 'mp3',
    audio: { codec: 'mp3', bitrate: 320_000, sampleRate: 44_100, channels: 2, copy: 'if-fits' },
  })
  expect(specOf(9)).toMatchObject({ container: 'mp4', video: { copy: 'always' }, audio: { copy: 'always' } })
  expect(specOf(6)).toMatchObject({ kind: 'stream', audio: { copy: 'always' } })
})
