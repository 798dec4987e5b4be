import { expect, it } from 'vitest'
import type { RenditionSpec } from '../domain/output-spec.ts'
import { kbps } from '../domain/units.ts'
import type { Size } from './frame-size.ts'
import { usefulRenditions } from './useful-renditions.ts'

const rung = (short: number, upscale = false, name = `${short}p`): RenditionSpec => ({
  name,
  video: {
    codec: 'h264',
    rate: { mode: 'crf', crf: 23, maxBitrate: kbps(short) },
    size: { by: 'long-short', second: short, fill: 'fit', upscale },
    copy: 'never',
  },
})
const LADDER = [1080, 720, 480, 360].map((short) => rung(short))
const shown = (size: Size) => ({ display: size, decoded: size })
const keptOf = (renditions: readonly RenditionSpec[], width: number, height: number) =>
  usefulRenditions(renditions, shown({ width, height })).kept.map((r) => r.name)

it.each([
  [1920, 1080, ['1080p', '720p', '480p', '360p']],
  [3840, 2160, ['1080p', '720p', '480p', '360p']],
  [1600, 900, ['1080p', '720p', '480p', '360p']],
  [1280, 720, ['720p', '480p', '360p']],
  [720, 1280, ['720p', '480p', '360p']],
  [640, 360, ['360p']],
  [320, 180, ['360p']],
])('a %ix%i source fills %j', (width, height, names) => {
  expect(keptOf(LADDER, width, height)).toEqual(names)
})

it('says which rung is left out and why', () => {
  expect(usefulRenditions(LADDER, shown({ width: 1280, height: 720 })).reasons).toEqual([
    "1080p: left out, the source is smaller; 720p has the source's size already",
  ])
})

it('keeps rungs that may be enlarged, and equal sizes at different bitrates', () => {
  expect(keptOf([rung(1080, true), rung(720, true)], 640, 360)).toEqual(['1080p', '720p'])
  expect(keptOf([rung(720, false, 'high'), rung(720, false, 'low')], 640, 360)).toEqual(['high', 'low'])
})
