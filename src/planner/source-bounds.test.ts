import { expect, test } from 'vitest'
import type { AudioSpec, VideoSpec } from '../domain/output-spec.ts'
import { kbps } from '../domain/units.ts'
import { mediaStubs } from '../testing/media-stubs.ts'
import { pickSource } from './source.ts'
import { pictureInBounds, soundInBounds } from './source-bounds.ts'

const media = mediaStubs.hd30
const { video, audio } = pickSource(media)
if (!video || !audio) throw new Error('the stub has picture and sound')
const has = video.stream.bitrate ?? media.bitrate
const heard = audio.bitrate ?? 0

const picture = (more: Partial<VideoSpec>) =>
  pictureInBounds(
    {
      codec: 'h264',
      rate: { mode: 'abr', bitrate: kbps(90_000) },
      size: { by: 'source' },
      copy: 'never',
      ...more,
    },
    video,
    media,
  )
const sound = (more: Partial<AudioSpec>) =>
  soundInBounds({ codec: 'aac', bitrate: kbps(900), copy: 'never', ...more }, audio)
const box = (first: number, upscale = true) => ({ by: 'sides', first, fill: 'fit', upscale }) as const

test('a bitrate is as asked, the source’s, or refused', () => {
  expect(picture({})).toMatchObject({ spec: { rate: { bitrate: kbps(90_000) } } })
  expect(picture({ ifAboveSource: { bitrate: 'keep' } })).toMatchObject({ spec: { rate: { bitrate: has } } })
  expect(picture({ ifAboveSource: { bitrate: 'refuse' } })).toMatchObject({
    problem: { code: 'value-out-of-range', detail: { asked: 90_000_000, has } },
  })
  const crf = { mode: 'crf', crf: 20 } as const
  expect(picture({ rate: crf, ifAboveSource: { bitrate: 'refuse' } })).toMatchObject({ spec: { rate: crf } })
})

test('so is that of a sound, and one that is not named asks for none', () => {
  expect(heard).toBeGreaterThan(0)
  expect(sound({})).toMatchObject({ spec: { bitrate: kbps(900) } })
  expect(sound({ ifAboveSource: { bitrate: 'keep' } })).toMatchObject({ spec: { bitrate: heard } })
  expect(sound({ ifAboveSource: { bitrate: 'refuse' } })).toMatchObject({
    problem: { detail: { has: heard } },
  })
  const { bitrate: _, ...unnamed } = { codec: 'aac', copy: 'never', bitrate: undefined } as const
  expect(soundInBounds({ ...unnamed, ifAboveSource: { bitrate: 'refuse' } }, audio)).toHaveProperty('spec')
})

test.each([
  [box(1920), true],
  [box(640), true],
  [{ ...box(640), second: 640, fill: 'pad-black' } as const, true],
  [box(1924), false],
  [{ ...box(640), second: 1440, fill: 'stretch' } as const, false],
])('the size %j: fits %s', (size, fits) => {
  const answer = picture({ size, ifAboveSource: { size: 'refuse' } })
  expect('spec' in answer).toBe(fits)
  expect(picture({ size })).toHaveProperty('spec')
})

test('a turned picture is compared as it lies', () => {
  const turn = { rotation: 90, mirrored: false } as const
  const rule = { size: 'refuse' } as const
  expect(picture({ turn, size: box(1080), ifAboveSource: rule })).toHaveProperty('spec')
  expect(picture({ turn, size: box(1920), ifAboveSource: rule })).toHaveProperty('problem')
})
