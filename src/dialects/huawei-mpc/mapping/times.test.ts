import { expect, test } from 'vitest'
import { readTime, spellTime } from './times.ts'

test('times are written and read alike', () => {
  const at = Date.UTC(2020, 2, 10, 3, 16, 5)
  expect(readTime('20200310031605')).toBe(at)
  expect(spellTime((at + 999) as Parameters<typeof spellTime>[0])).toBe('20200310031605')
})

test.each(['', '2020-03-10', '20200230000000', '20201310031605', '20200310240000', '202003100316050'])(
  '%j is no time',
  (text) => expect(readTime(text)).toBeUndefined(),
)
