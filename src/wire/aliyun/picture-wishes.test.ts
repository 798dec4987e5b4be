import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemOf } from '../../testing/problem-of.ts'
import { validate } from '../validate.ts'
import { pictureWishes, pixFmt, readRegion, rotate, scanMode } from './picture-wishes.ts'

const schema = z.strictObject({ PixFmt: pixFmt(), ScanMode: scanMode(), Rotate: rotate() })
const read = (asked: object) => pictureWishes(validate(schema, asked))

test.each([
  [{}, {}],
  [{ PixFmt: 'yuv420p', ScanMode: 'auto', Rotate: '0' }, {}],
  [{ PixFmt: 'YUV422P10LE' }, { chroma: '4:2:2', bitDepth: 10 }],
  [{ ScanMode: 'progressive' }, {}],
  [{ ScanMode: 'interlaced' }, { deinterlace: 'never' }],
  [{ Rotate: '90' }, { turn: { rotation: 90, mirrored: false } }],
  [{ Rotate: 270 }, { turn: { rotation: 270, mirrored: false } }],
  [{ Rotate: 360 }, {}],
])('%j', (asked, wishes) => expect(read(asked)).toEqual(wishes))

test.each([
  [{ PixFmt: 'gray' }, 'value-out-of-range', 'PixFmt'],
  [{ ScanMode: 'sideways' }, 'value-out-of-range', 'ScanMode'],
  [{ Rotate: 45 }, 'unsupported-parameter', 'Rotate'],
  [{ Rotate: 450 }, 'value-out-of-range', 'Rotate'],
])('%j is refused', (asked, code, path) => expect(problemOf(() => read(asked))).toEqual([code, path]))

test('regions are width, height, left and top', () => {
  expect(readRegion('1280:800:0:140', 'Crop')).toEqual({ x: 0, y: 140, width: 1280, height: 800 })
  for (const text of ['border', '1:2:3', '0:800:0:0', '1280:800:-1:0', ''])
    expect(problemOf(() => readRegion(text, 'Crop'))).toEqual(['value-out-of-range', 'Crop'])
})
