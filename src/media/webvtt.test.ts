import { expect, test } from 'vitest'
import { seconds } from '../domain/units.ts'
import { spriteVtt } from './webvtt.ts'

test('each cue shows its tile, row by row, sheet by sheet; the last ends with the film', () => {
  const index = {
    ...{ count: 5, interval: seconds(2.5), duration: seconds(11.2) },
    ...{ columns: 2, rows: 2, tileWidth: 160, tileHeight: 90, padding: 0, margin: 0 },
  }
  expect(spriteVtt({ ...index, sheetName: (i) => `s_${i}.jpg` })).toBe(`WEBVTT

00:00:00.000 --> 00:00:02.500
s_0.jpg#xywh=0,0,160,90

00:00:02.500 --> 00:00:05.000
s_0.jpg#xywh=160,0,160,90

00:00:05.000 --> 00:00:07.500
s_0.jpg#xywh=0,90,160,90

00:00:07.500 --> 00:00:10.000
s_0.jpg#xywh=160,90,160,90

00:00:10.000 --> 00:00:11.200
s_1.jpg#xywh=0,0,160,90
`)
})

test('ground between and around pictures is stepped over', () => {
  const text = spriteVtt({
    ...{ count: 4, interval: seconds(1), duration: seconds(4), sheetName: () => 's' },
    ...{ columns: 2, rows: 2, tileWidth: 161, tileHeight: 91, padding: 3, margin: 5 },
  })
  expect([...text.matchAll(/#xywh=(.*)/g)].map(([, place]) => place)).toEqual([
    ...['5,5,161,91', '169,5,161,91', '5,99,161,91', '169,99,161,91'],
  ])
})

test('hours are counted, and a picture at the very end still has a cue', () => {
  const text = spriteVtt({
    ...{ count: 2, interval: seconds(3725.0004), duration: seconds(3725) },
    ...{ columns: 1, rows: 1, tileWidth: 1, tileHeight: 1, padding: 0, margin: 0, sheetName: () => 's' },
  })
  expect(text).toContain('01:02:05.000 --> 01:02:05.001')
})
