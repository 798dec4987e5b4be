import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DomainError } from '../../domain/problem.ts'
import type { AssDocument, CueDocument } from '../../domain/subtitle-document.ts'
import { temporaryFolder } from '../../testing/clips.ts'
import { parseSubtitles, readSubtitles } from './read-subtitles.ts'

const cues = (text: string): CueDocument['cues'] => {
  const document = parseSubtitles(text)
  if (document.kind !== 'cues') throw new Error('cues were read as ASS')
  return document.cues
}
const ass = (text: string): AssDocument => {
  const document = parseSubtitles(text)
  if (document.kind !== 'ass') throw new Error('ASS was read as cues')
  return document
}
const refusal = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof DomainError) return `${error.problem.code}: ${error.problem.message}`
    throw error
  }
  return 'taken'
}

describe('SubRip', () => {
  test('times, text over several lines with blank ones, and cues without numbers', () => {
    const text =
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nOne\r\n\r\nstill one\r\n\r\n2\r\n00:00:02.5 --> 0:0:4,04\r\nTwo\r\n\r\n00:01:00,000 --> 00:01:01,000\nThree'
    expect(cues(text)).toEqual([
      { start: 1, end: 2.5, text: [{ text: 'One\n\nstill one' }] },
      { start: 2.5, end: 4.04, text: [{ text: 'Two' }] },
      { start: 60, end: 61, text: [{ text: 'Three' }] },
    ])
  })

  test('its tags are looks, a place of ASS is one, and what is no tag is text', () => {
    const text =
      '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<b>a<i>b</b></i> <font color="#FF0010">c</font> 1 < 2 <x> {\\clip(0,0,1,1)}{d}\u0007'
    expect(cues(text)).toEqual([
      {
        ...{ start: 1, end: 2, place: 8 },
        text: [
          { text: 'a', bold: true },
          { text: 'b', bold: true, italic: true },
          { text: ' ' },
          { text: 'c', color: 'ff0010' },
          { text: ' 1 < 2 <x> {d}' },
        ],
      },
    ])
  })

  test('cues come in order of time; those that are never shown or say nothing are left out', () => {
    const text = [
      '00:00:05,000 --> 00:00:06,000\nlate',
      '00:00:01,000 --> 00:00:01,000\nnever',
      '00:00:01,000 --> 00:00:02,000\n ',
      '00:00:02,000 --> 00:00:03,000\nearly',
    ].join('\n\n')
    expect(cues(text).map(({ start }) => start)).toEqual([2, 5])
  })
})

test('WebVTT: entities, tags and voices, settings of its own; notes and styles are left out', () => {
  const text =
    'WEBVTT - a film\n\nSTYLE\n::cue { color: red }\n\nNOTE 00:00:00.000\n\nfirst\n00:01.000 --> 00:02.000 line:10% align:start position:1%;evil\n<v Bob>R&amp;D &lt;b&gt; <i.loud>x</i></v> <00:01.500>y\n\n01:00:00.000 --> 01:00:01.000\nz'
  expect(cues(text)).toEqual([
    {
      ...{ start: 1, end: 2, place: 8, settings: 'line:10% align:start' },
      text: [{ text: 'R&D <b> ' }, { text: 'x', italic: true }, { text: ' y' }],
    },
    { start: 3600, end: 3601, text: [{ text: 'z' }] },
  ])
  expect(refusal(() => parseSubtitles('WEBVTT\n\n00:02.000 --> 00:01.000\nback'))).toMatch(
    /^source-unreadable: .*ends before it begins/,
  )
})

describe('ASS', () => {
  const script = (events: string, info = 'PlayResX: 640\nPlayResY: 360'): string =>
    `[Script Info]\n${info}\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, Outline\nStyle: Main,Arial,2000,&H0000FFFF,900\n\n[Fonts]\nfontname: evil.ttf\n!!!!\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n${events}\n`
  const said = (text: string): readonly string[] =>
    ass(script(`Dialogue: 0,0:00:01.00,0:00:02.00,Main,${text}`)).events.map((event) => event.text)

  test('styles and lines are read, comments and fonts are not, and figures stay within the picture', () => {
    const document = ass(
      script(
        'Comment: 0,0:00:00.00,0:00:09.00,Main,no\nDialogue: 2,0:00:01.50,0:00:02.25,Main,Hello, {\\i1}world\\Nagain',
      ),
    )
    expect(document.resolution).toEqual([640, 360])
    expect(document.events).toEqual([
      {
        ...{ start: 1.5, end: 2.25, layer: 2, style: 'Main', margins: [0, 0, 0] },
        text: 'Hello, {\\i1}world\\Nagain',
      },
    ])
    expect(document.styles[1]).toMatch(/^Style: Main,Arial,360,&H0000FFFF,/)
    expect(document.styles[1]?.split(',')[16]).toBe('45')
  })

  test('tags that are known stay, within bounds; drawings, paths and others go', () => {
    expect(said('{\\pos(320,40)\\fs99999\\blur500\\c&HFF00FF&\\rMain\\fnArial\\bogus(1)}a')).toEqual([
      '{\\pos(320,40)\\fs360\\blur10\\c&HFF00FF&\\rMain\\fnArial}a',
    ])
    expect(said('{\\p1}m 0 0 l 9999 0 9999 9999{\\p0}seen')).toEqual(['seen'])
    expect(said('{\\p4}m 0 0 l 9999 0 9999 9999')).toEqual([])
    expect(said('{\\clip(1,m 0 0 l 1 1)\\clip(0,0,10,10)}a')).toEqual(['{\\clip(0,0,10,10)}a'])
    expect(said('{\\t(0,500,\\fs9999\\t(\\fs1))}a')).toEqual(['{\\t(0,500,\\fs360)}a'])
    expect(said('{just a note}a{\\fade(1,x)}')).toEqual(['a'])
    expect(said('{\\b1\\k50\\fad(100,200)}a')).toEqual(['{\\b1\\k50\\fad(100,200)}a'])
  })

  test('its predecessor is refused', () => {
    expect(refusal(() => parseSubtitles('[Script Info]\n[V4 Styles]\n[Events]\n'))).toMatch(
      /^source-unsupported: /,
    )
  })
})

describe('bounds', () => {
  const line = (i: number, to = i + 1): string => {
    const time = (n: number) =>
      `0${Math.floor(n / 3600)}:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')},000`
    return `${time(i)} --> ${time(to)}\ntext\n`
  }
  const many = (count: number, of: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => of(i)).join('\n')

  test('so many cues, at one time, and characters are taken and not more', () => {
    expect(refusal(() => parseSubtitles(many(20_000, (i) => line(i))))).toBe('taken')
    expect(refusal(() => parseSubtitles(many(20_001, (i) => line(i))))).toMatch(
      /^source-too-large: .*20001 cues/,
    )
    expect(refusal(() => parseSubtitles(many(64, () => line(1, 9))))).toBe('taken')
    expect(refusal(() => parseSubtitles(many(65, () => line(1, 9))))).toMatch(/^source-too-large: 65 cues/)
    expect(refusal(() => parseSubtitles(line(1).replace('text', 'x'.repeat(4001))))).toMatch(
      /4001 characters/,
    )
  })

  test('hostile tags take no time that grows faster than they do', () => {
    const bomb = `[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.00,0:00:01.00,{${'\\t('.repeat(200_000)}}${'<font '.repeat(100)}\n`
    expect(refusal(() => parseSubtitles(bomb))).toBe('taken')
    expect(refusal(() => parseSubtitles(`1\n00:00:00,000 --> 00:00:01,000\n${'{\\a'.repeat(1300)}`))).toBe(
      'taken',
    )
  })
})

describe('files', () => {
  test('bytes that are no UTF-8 are refused unless their character set is said', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'a')
    // 中 in GBK.
    await writeFile(
      path,
      Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n'), Buffer.from([0xd6, 0xd0])]),
    )
    await expect(readSubtitles(path)).rejects.toMatchObject({ problem: { code: 'source-unreadable' } })
    for (const charset of ['gbk', 'auto'] as const)
      expect(await readSubtitles(path, charset)).toMatchObject({ cues: [{ text: [{ text: '中' }] }] })
  })

  test('what is too large is not read, and what is none of the kinds is refused', async () => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, 'a')
    await writeFile(path, Buffer.alloc(4 * 1024 * 1024 + 1, 0x20))
    await expect(readSubtitles(path)).rejects.toMatchObject({ problem: { code: 'source-too-large' } })
    expect(refusal(() => parseSubtitles('{1}{24}MicroDVD'))).toMatch(/^source-unsupported: /)
    expect(refusal(() => parseSubtitles(' \n'))).toBe('source-unreadable: It is empty.')
  })
})
