import { expect, test } from 'vitest'
import { AV1_LEVELS, H264_LEVELS, HEVC_LEVELS, levelMisfit, VP9_LEVELS } from './levels.ts'

const hd = { width: 1920, height: 1080 }

test.each([
  ['H.264 1080p30', H264_LEVELS, '4', { ...hd, rate: 30 }],
  ['H.264 1080p60', H264_LEVELS, '4.2', { ...hd, rate: 60 }],
  [
    'H.264 1080p30 at 40 Mbit/s',
    H264_LEVELS,
    '4.1',
    { ...hd, rate: 30, bitrate: 40e6, profile: 'high' as const },
  ],
  ['H.264 portrait 720p30', H264_LEVELS, '3.1', { width: 720, height: 1280, rate: 30 }],
  ['H.265 2160p60', HEVC_LEVELS, '5.1', { width: 3840, height: 2160, rate: 60 }],
  ['AV1 1080p60', AV1_LEVELS, '4.1', { ...hd, rate: 60 }],
  ['VP9 720p30', VP9_LEVELS, '3.1', { width: 1280, height: 720, rate: 30 }],
] as const)('%s takes level %s', (_name, limits, level, demand) => {
  expect(levelMisfit(level, limits, demand)).toBeUndefined()
  const below = limits.rows[limits.rows.findIndex(([name]) => name === level) - 1]?.[0] ?? ''
  expect(levelMisfit(below, limits, demand)).toMatch(`it takes level ${level}.`)
})

test('4.0 is 4, and a level that is none is named', () => {
  expect(levelMisfit('4.0', H264_LEVELS, { ...hd, rate: 25 })).toBeUndefined()
  expect(levelMisfit('1.1', HEVC_LEVELS, { ...hd, rate: 25 })).toContain('There is no level 1.1')
})
