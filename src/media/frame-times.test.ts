import { expect, test } from 'vitest'
import { readFrameTimes } from './frame-times.ts'

test('presentation times are read in seconds, among whatever else is said', () => {
  const said = [
    '[matroska @ 0x1] [warning] a word',
    '#tb 0: 1/1000',
    '#dimensions 0: 320x180',
    '0,      -1246,      -1179,       33,     4630, 0x6a9b29b6',
    '0,        754,        821,       33,     4630, 0x6a9b29b6, S=1,        1',
  ].join('\n')
  expect(readFrameTimes(said)).toEqual({ what: 'frame-times', times: [-1.179, 0.821] })
  expect(readFrameTimes('#tb 0: 1/90000\n')?.times).toEqual([])
  expect(readFrameTimes('src: Invalid data found')).toBeUndefined()
})
