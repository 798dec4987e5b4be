import { expect, test } from 'vitest'
import { DomainError } from '../../../domain/problem.ts'
import { mediaStubs } from '../../../testing/media-stubs.ts'
import { type ClipWish, clipOutput } from './clip.ts'

// The source is a minute long.
const rangeOf = (wish: ClipWish) => {
  try {
    const { spec } = clipOutput(wish, mediaStubs.hd30)
    return spec.kind === 'file' ? spec.range : spec.kind
  } catch (error) {
    return error instanceof DomainError ? error.problem.path : error
  }
}

test.each([
  ['all of it', {}, { start: 0 }],
  ['a part', { startTimeOffset: 2, endTimeOffset: 10 }, { start: 2, end: 10 }],
  ['both ends off', { startTimeOffset: 2, endTimeOffset: -5 }, { start: 2, end: 55 }],
  ['the last seconds', { startTimeOffset: -2.5 }, { start: 57.5 }],
  ['from before the beginning to behind the end', { startTimeOffset: -90, endTimeOffset: 90 }, { start: 0 }],
  ['from behind the end', { startTimeOffset: 60 }, 'startTimeOffset'],
  ['to before the start', { startTimeOffset: 5, endTimeOffset: 5 }, 'endTimeOffset'],
  ['to before the beginning', { endTimeOffset: -70 }, 'endTimeOffset'],
])('%s', (_, wish, range) => {
  expect(rangeOf(wish)).toEqual(range)
})

test('an MP4 at the bitrate of its source', () => {
  expect(clipOutput({}, mediaStubs.hd30).spec).toMatchObject({
    container: 'mp4',
    video: { codec: 'h264', rate: { mode: 'abr', bitrate: 5_000_000 }, size: { by: 'source' } },
    audio: { codec: 'aac' },
  })
  const { audio: _, ...silent } = mediaStubs.hd30
  expect(clipOutput({}, { ...silent, audio: [] }).spec).not.toHaveProperty('audio')
})
