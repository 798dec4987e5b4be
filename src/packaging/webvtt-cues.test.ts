import { describe, expect, test } from 'vitest'
import { cueSegments, parseCues } from './webvtt-cues.ts'

const TEXT = `WEBVTT

NOTE nothing to show

first
00:00.500 --> 00:01.500 align:start
one
1 --> 2 is no timing

00:00:02.000 --> 00:00:02.500
two
`

describe('parseCues', () => {
  test('cues with their names and settings; hours may be left out', () => {
    expect(parseCues(TEXT.replaceAll('\n', '\r\n'))).toEqual([
      { id: 'first', start: 0.5, end: 1.5, settings: 'align:start', text: 'one\n1 --> 2 is no timing' },
      { start: 2, end: 2.5, settings: '', text: 'two\n' },
    ])
  })

  test.each(['', 'WEBVTTX\n', '1\n00:00:01,000 --> 00:00:02,000\nsrt\n'])('%j is no WebVTT', (text) => {
    expect(() => parseCues(text)).toThrow(SyntaxError)
  })

  test('a cue that ends before it begins is refused', () => {
    expect(() => parseCues('WEBVTT\n\n00:02.000 --> 00:01.000\nx\n')).toThrow('ends before')
  })
})

test('a cue stands in each segment in which it is shown, and in no other', () => {
  const segments = cueSegments(parseCues(TEXT), [1, 1, 2, 1], 90_000)
  expect(segments.map((s) => [...s.matchAll(/^(?:one|two)$/gm)].join())).toEqual(['one', 'one', 'two', ''])
  expect(segments[0]).toBe(`WEBVTT
X-TIMESTAMP-MAP=MPEGTS:90000,LOCAL:00:00:00.000

first
00:00:00.500 --> 00:00:01.500 align:start
one
1 --> 2 is no timing
`)
})
