import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nest, readPairs } from './form.ts'

describe('readPairs', () => {
  it('decodes names and values, + as a space, in order', () => {
    expect(readPairs('b=1+2&a=%E4%B8%AD&c')).toEqual([
      { key: 'b', value: '1 2' },
      { key: 'a', value: '中' },
      { key: 'c', value: '' },
    ])
  })
  it.each(['a=%', 'a=%GG', 'a=%FF', 'a=1&a=2', '%61=1&a=2'])('refuses %s', (text) => {
    expect(() => readPairs(text)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'malformed-request' }) }),
    )
  })
})

describe('nest', () => {
  const of = (text: string) => nest(readPairs(text))
  it('rebuilds objects and lists from dotted names', () => {
    expect(of('A.0.B=x&A.1.B=y&C.D.E=z&F=')).toEqual({
      A: [{ B: 'x' }, { B: 'y' }],
      C: { D: { E: 'z' } },
      F: '',
    })
  })
  it('orders list items by number and closes gaps, whether counted from 0 or 1', () => {
    expect(of('A.10=k&A.2=b&A.1=a')).toEqual({ A: ['a', 'b', 'k'] })
  })
  it.each([
    '__proto__.x=1',
    'A.__proto__.x=1',
    'A.constructor.prototype.x=1',
    'A.999999999=1',
    'A=1&A.B=2',
    'A.B=2&A=1',
  ])('refuses %s', (text) => {
    expect(() => of(text)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'malformed-request' }) }),
    )
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
  it('gives back every flat map it is given', () => {
    const name = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
      .filter((n) => !['constructor', 'prototype'].includes(n))
    fc.assert(
      fc.property(
        fc.dictionary(
          name,
          fc.string({ unit: 'grapheme' }).filter((s) => s.isWellFormed()),
        ),
        (map) => {
          const text = Object.entries(map)
            .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
            .join('&')
          expect(of(text)).toEqual({ ...map })
        },
      ),
    )
  })
})
