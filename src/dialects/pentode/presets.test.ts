import { expect, test } from 'vitest'
import { presets } from './presets.ts'
import { NAME } from './schemas/submission.ts'

const spec = (id: string) => presets.find((p) => p.id === id)!.spec

test('the names', () => {
  expect(presets.map((p) => p.id)).toEqual([
    ...['mp4-2160p', 'mp4-1080p', 'mp4-720p', 'mp4-480p', 'mp4-360p'],
    ...['hevc-1080p', 'hevc-720p', 'av1-1080p', 'av1-720p', 'webm-1080p', 'webm-720p'],
    ...['hls-ladder', 'dash-ladder', 'cmaf-ladder', 'hls-720p'],
    ...['audio-m4a', 'audio-mp3', 'remux-mp4', 'snapshots', 'cover', 'gif', 'sprite'],
  ])
  expect(presets.every((p) => NAME.test(p.id) && p.project === undefined && p.dialect === 'pentode')).toBe(
    true,
  )
})

test('the ladder falls, is never enlarged, and shares its sound', () => {
  const ladder = spec('hls-ladder')
  if (ladder.kind !== 'stream') throw new Error('not a stream')
  expect(ladder).toMatchObject({ segmentFormat: 'fmp4', segmentDuration: 4, audioPlacement: 'separate' })
  expect(ladder.renditions.map(({ name, video }) => [name, video.size, video.rate])).toEqual(
    [
      [1080, 5_000_000],
      [720, 2_800_000],
      [480, 1_400_000],
      [360, 800_000],
    ].map(([second, maxBitrate]) => [
      `${second}p`,
      { by: 'long-short', second, fill: 'fit', upscale: false },
      { mode: 'crf', crf: 23, maxBitrate },
    ]),
  )
})

test('a remux encodes nothing', () => {
  expect(spec('remux-mp4')).toMatchObject({ video: { copy: 'always' }, audio: { copy: 'always' } })
})
