import { expect, test } from 'vitest'
import type { MediaInfo } from '../domain/media-info.ts'
import type { PlannedPart } from '../domain/plan.ts'
import { kbps } from '../domain/units.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { aac, hls, mp4, planOf, video } from '../testing/output-stubs.ts'
import { bitrateWarnings } from './bitrate-warnings.ts'

const abr = video(undefined, { rate: { mode: 'abr', bitrate: kbps(500) } })
const partsOf = (...args: Parameters<typeof planOf>): readonly PlannedPart[] =>
  planOf(...args).outputs[0]?.parts ?? []
const found = (part: PlannedPart, media: MediaInfo) => ({ part, media, files: [] })
const at = (bitrate: number | undefined, media: MediaInfo = mediaStubs.hd30): MediaInfo => ({
  ...media,
  video: media.video.map(({ bitrate: _, ...stream }) => ({
    ...stream,
    ...(bitrate !== undefined && { bitrate: kbps(bitrate) }),
  })),
})

test('a picture with far more bits than asked is told, with both figures', () => {
  const parts = partsOf(mediaStubs.hd30, [mp4({ video: abr, audio: aac })])
  const warn = (media: MediaInfo) =>
    bitrateWarnings(
      parts,
      parts.map((part) => found(part, media)),
    )
  expect(warn(at(900))).toEqual([
    {
      code: 'bitrate-missed',
      message: expect.stringContaining('900 kbit/s, where 500 were asked'),
      detail: { asked: 500_000, actual: 900_000 },
    },
  ])
  expect(warn(at(560))).toEqual([])
  // What the container does not say of a stream is the file's only where there is no other stream.
  expect(warn(at(undefined))).toEqual([])
  expect(warn(at(undefined, mediaStubs.videoOnly))).toHaveLength(1)
})

test('a rendition is named, against its cap', () => {
  const capped = video(undefined, { rate: { mode: 'crf', crf: 23, maxBitrate: kbps(800) } })
  const parts = partsOf(mediaStubs.hd30, [hls({ renditions: [{ name: '1080p', video: capped }] })])
  const warnings = bitrateWarnings(
    parts,
    parts.map((part) => found(part, at(1600))),
  )
  expect(warnings[0]).toMatchObject({ detail: { asked: 800_000, actual: 1_600_000, rendition: '1080p' } })
})

test('what an encoder does not hold strictly is said beforehand', () => {
  const said = (...[codec, rate]: [typeof abr.codec, typeof abr.rate]) => {
    const [output] = planOf(mediaStubs.hd30, [
      mp4({ container: 'mkv', video: video(undefined, { codec, rate }) }),
    ]).outputs
    return (output?.warnings ?? []).map((warning) => warning.code)
  }
  const cap = { mode: 'abr', bitrate: kbps(500), maxBitrate: kbps(800) } as const
  const constant = { mode: 'cbr', bitrate: kbps(500) } as const
  for (const codec of ['av1', 'vp9', 'vp8'] as const)
    expect(said(codec, cap), codec).toEqual(['bitrate-loose'])
  expect(said('av1', constant)).toEqual(['bitrate-loose'])
  for (const codec of ['h264', 'hevc'] as const)
    for (const rate of [cap, constant]) expect(said(codec, rate), codec).toEqual([])
  expect(said('vp9', constant)).toEqual([])
})
