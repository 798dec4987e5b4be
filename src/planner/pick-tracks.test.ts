import { describe, expect, test } from 'vitest'
import { pickTracks } from './pick-tracks.ts'

const streams = [
  { index: 1, language: 'eng' },
  { index: 2, language: 'ger', default: true },
  { index: 3, language: 'fre' },
  { index: 4 },
  { index: 5, language: 'eng' },
]
const picked = (choice: Parameters<typeof pickTracks>[0], of = streams) =>
  pickTracks(choice, of).picked.map((p) => [(p.stream as { index: number }).index, p.language, p.default])

describe('pickTracks', () => {
  test('by default it is the default track, or the first', () => {
    expect(picked('default')).toEqual([[2, 'de', true]])
    expect(picked('default', streams.slice(3))).toEqual([[4, undefined, true]])
    expect(picked('default', [])).toEqual([])
  })

  test('all keep their order, and the default stays the default', () => {
    expect(picked('all')).toEqual([
      [1, 'en', false],
      [2, 'de', true],
      [3, 'fr', false],
      [4, undefined, false],
      [5, 'en', false],
    ])
  })

  test('a language finds all its tracks, a number one; each is taken once, in the order of the picks', () => {
    expect(picked([{ language: 'fr' }, { language: 'en-US' }, { track: 0 }])).toEqual([
      [3, 'fr', true],
      [1, 'en', false],
      [5, 'en', false],
    ])
  })

  test('a pick may name the default, a title, and the language of a track that says none', () => {
    const choice = [{ track: 0 }, { track: 3, language: 'ja', title: 'Kommentar', default: true }]
    expect(pickTracks(choice, streams).picked).toMatchObject([
      { stream: streams[0], language: 'en', default: false },
      { stream: streams[3], language: 'ja', title: 'Kommentar', default: true },
    ])
  })

  test('what the source does not have is told', () => {
    expect(pickTracks([{ language: 'ja' }, { track: 9 }, { track: 1 }], streams).absent).toEqual([
      'in ja',
      'number 9',
    ])
  })
})
