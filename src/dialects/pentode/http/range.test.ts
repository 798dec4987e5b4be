import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRange } from './range.ts'

test.each([
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=2-5', 10, { start: 2, end: 5 }],
  ['bytes=2-', 10, { start: 2, end: 9 }],
  ['bytes=2-100', 10, { start: 2, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-100', 10, { start: 0, end: 9 }],
  ['BYTES= 1-2 ', 10, { start: 1, end: 2 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'unsatisfiable'],
  ['bytes=5-2', 10, undefined],
  ['bytes=-', 10, undefined],
  ['bytes=0-1,4-5', 10, undefined],
  ['items=0-1', 10, undefined],
  ['bytes=1e3-', 10, undefined],
  [undefined, 10, undefined],
] as const)('%s of %d bytes', (header, size, expected) => {
  expect(parseRange(header, size)).toEqual(expected)
})

test('whatever is asked, an answered range lies inside and is the one asked for', () => {
  const position = fc.option(fc.nat(2000), { nil: undefined })
  fc.assert(
    fc.property(position, position, fc.nat(1000), (first, last, size) => {
      const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size)
      const wanted = Array.from({ length: size }, (_, i) => i).filter((i) =>
        first === undefined ? i >= size - (last ?? 0) : i >= first && i <= (last ?? size),
      )
      const broken = first === undefined ? last === undefined : last !== undefined && last < first
      if (broken) return range === undefined
      if (wanted.length === 0) return range === 'unsatisfiable'
      return typeof range === 'object' && range.start === wanted[0] && range.end === wanted.at(-1)
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(100), (text, size) => {
      const range = parseRange(`bytes=${text}`, size)
      return (
        range === undefined ||
        range === 'unsatisfiable' ||
        (range.start >= 0 && range.start <= range.end && range.end < size)
      )
    }),
  )
})
