import { expect, test } from 'vitest'
import { chaptersOf, streamFacts } from './stream-facts.ts'

test('what a container says of a stream is read, bounded and plain', () => {
  expect(
    streamFacts({
      codec_long_name: 'AAC (Advanced Audio Coding)',
      ...{ codec_tag_string: 'mp4a', codec_tag: '0x6134706d', time_base: '1/48000' },
      tags: { title: `a\u0007b${'x'.repeat(2000)}` },
      disposition: { default: 1, forced: 0, dub: 1 },
    }),
  ).toEqual({
    facts: {
      codecName: 'AAC (Advanced Audio Coding)',
      tag: { text: 'mp4a', hex: '0x6134706d' },
      timeBase: { num: 1, den: 48_000 },
      title: `a b${'x'.repeat(1021)}`,
      dispositions: ['default', 'dub'],
    },
  })
})

test('what it does not say is absent', () => {
  expect(streamFacts({ codec_tag_string: '[0][0][0][0]', codec_tag: '0x0000', disposition: {} })).toEqual({})
})

test('chapters have times, and titles where they are given', () => {
  const chapters = [
    { start_time: '0.000000', end_time: '4.5', tags: { title: 'One' } },
    { start_time: '4.5', end_time: '9' },
    { start_time: 'N/A', end_time: '9' },
  ]
  expect(chaptersOf({ chapters })).toEqual([
    { start: 0, end: 4.5, title: 'One' },
    { start: 4.5, end: 9 },
  ])
})
