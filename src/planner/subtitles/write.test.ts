import { describe, expect, test } from 'vitest'
import type { AssDocument, SubtitleCue } from '../../domain/subtitle-document.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { plainCues } from './plain-cues.ts'
import { shownIn } from './source-part.ts'
import { writeAss, writeFastAss, writePlainAss } from './write-ass.ts'
import { writeSrt } from './write-srt.ts'
import { writeWebVtt } from './write-webvtt.ts'

const cue = (start: number, end: number, text = `${start}`): SubtitleCue => ({ start, end, text: [{ text }] })
const document = (...cues: SubtitleCue[]) => ({ kind: 'cues', format: 'srt', cues }) as const
const times = (cues: readonly SubtitleCue[]) =>
  cues.map(({ start, end, text }) => [start, end, text.map((run) => run.text).join('')])

describe('a part of the source', () => {
  test('shows what is said in it from its beginning on, and not longer than it lasts', () => {
    const all = document(cue(0, 1), cue(0.5, 2.25), cue(3, 4), cue(4.9, 9), cue(5, 6))
    const part = { start: 2, length: 3, at: 0 }
    const shown = shownIn(all, part)
    expect(shown.kind === 'cues' && times(shown.cues)).toEqual([
      [0, 0.25, '0.5'],
      [1, 2, '3'],
      [2.9, 3, '4.9'],
    ])
    const later = shownIn(all, { ...part, at: 10 })
    expect(later.kind === 'cues' && later.cues.map(({ start }) => start)).toEqual([10, 11, 12.9])
  })
})

test('of things said at one time one cue says all, in the order of their beginnings', () => {
  expect(times(oneAtATime([cue(0, 2, 'a'), cue(1, 3, 'b'), cue(1, 1.5, 'c'), cue(5, 6, 'd')]))).toEqual([
    [0, 1, 'a'],
    [1, 1.5, 'a\nb\nc'],
    [1.5, 2, 'a\nb'],
    [2, 3, 'b'],
    [5, 6, 'd'],
  ])
})

const LOOKS: SubtitleCue = {
  ...{ start: 1.001, end: 3600.5, place: 8 },
  text: [{ text: 'a <b> {\\i1} & --> c\\N\n\nd' }, { text: 'e', bold: true, color: 'ff8000' }],
}

test('text is written so that nothing in it is a tag', () => {
  expect(writeWebVtt([LOOKS])).toBe(
    'WEBVTT\n\n00:00:01.001 --> 01:00:00.500 line:0\na &lt;b&gt; {\\i1} &amp; --&gt; c\\N\n\u00a0\nd<b>e</b>\n',
  )
  expect(writeSrt([LOOKS])).toBe(
    '1\n00:00:01,001 --> 01:00:00,500\n{\\an8}a <\u2060b> {\u2060\\i1} & --\u2060> c\\N\n\u00a0\nd<font color="#ff8000"><b>e</b></font>\n',
  )
  const look = {
    ...{ width: 640, height: 360, font: 'DejaVu Sans', size: 24, color: '0102ff', outline: 1.5 },
    ...{ outlineColor: '000000', opacity: 1, outlineOpacity: 1, margin: 18, edge: 'bottom' as const },
  }
  const script = writeFastAss([LOOKS], look)
  expect(script).toContain(
    'Dialogue: 0,0:00:10.01,10:00:05.00,Default,,0,0,0,,{\\an8}a <b> \\{\\\u2060i1\\} & --> c\\\u2060N\\N\\Nd{\\b1\\c&H000080FF&}e{\\r}',
  )
  expect(script).toContain('Style: Default,DejaVu Sans,24,&H00FF0201,&H00000000,')
  const board = { x: 64, y: 300, width: 512, height: 50, color: '000000', opacity: 0.8 }
  const spoken = [1, 2, 4].map((start) => ({ start, end: start + 1.5, text: [{ text: 'a' }] }))
  const boarded = writePlainAss(spoken, { ...look, board })
  // Where two speak there is one board.
  expect(boarded.match(/^Dialogue: 0,.*$/gm)).toEqual([
    'Dialogue: 0,0:00:01.00,0:00:03.50,Board,,0,0,0,,{\\an7\\pos(64,300)\\p1}m 0 0 l 512 0 512 50 0 50{\\p0}',
    'Dialogue: 0,0:00:04.00,0:00:05.50,Board,,0,0,0,,{\\an7\\pos(64,300)\\p1}m 0 0 l 512 0 512 50 0 50{\\p0}',
  ])
  expect(boarded).toContain('Style: Board,DejaVu Sans,20,&H33000000,')
  expect(boarded.match(/^Dialogue: 1,/gm)).toHaveLength(3)
})

test('ASS keeps what it says, and its text is said plainly elsewhere', () => {
  const script: AssDocument = {
    ...{ kind: 'ass', resolution: [640, 360], scaledBorders: true, styles: ['Format: Name', 'Style: A'] },
    events: [
      {
        start: 1,
        end: 2.05,
        layer: 1,
        style: 'A',
        margins: [0, 1, 2],
        text: '{\\an8\\i1\\pos(1,2)}x{\\i0} y\\Nz',
      },
      { start: 1, end: 2.05, layer: 0, style: 'A', margins: [0, 1, 2], text: 'x y\\Nz' },
    ],
  }
  expect(writeAss(script)).toContain(
    'Dialogue: 1,0:00:01.00,0:00:02.05,A,,0,1,2,,{\\an8\\i1\\pos(1,2)}x{\\i0} y\\Nz',
  )
  expect(plainCues(script).cues).toEqual([
    { start: 1, end: 2.05, place: 8, text: [{ text: 'x', italic: true }, { text: ' y\nz' }] },
  ])
})
