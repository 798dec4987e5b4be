import { describe, expect, it } from 'vitest'
import { continues, readEntity } from './response.ts'

const date = 'Tue, 01 Oct 2030 10:00:10 GMT'

describe('readEntity', () => {
  it('trusts a strong tag', () =>
    expect(readEntity({ etag: '"a"', 'content-length': '12' })).toEqual({
      etag: '"a"',
      validator: '"a"',
      total: 12,
    }))
  it('trusts no weak tag', () => expect(readEntity({ etag: 'W/"a"' })).toEqual({ etag: 'W/"a"' }))
  it('trusts a date that is older than its grain', () =>
    expect(readEntity({ date, 'last-modified': 'Tue, 01 Oct 2030 10:00:00 GMT' }).validator).toBe(
      'Tue, 01 Oct 2030 10:00:00 GMT',
    ))
  it('trusts no date of this second', () =>
    expect(readEntity({ date, 'last-modified': date }).validator).toBeUndefined())
  it('refuses an encoding', () =>
    expect(() => readEntity({ 'content-encoding': 'gzip, gzip' })).toThrow(/compressed \(gzip, gzip\)/))
})

describe('continues', () => {
  const entity = { etag: '"a"', validator: '"a"', total: 10 }
  it.each([
    [true, { 'content-range': 'bytes 4-9/10', etag: '"a"' }],
    [true, { 'content-range': 'bytes 4-9/10' }],
    [true, { 'content-range': 'bytes 4-9/*' }],
    [false, { 'content-range': 'bytes 4-9/10', etag: '"b"' }],
    [false, { 'content-range': 'bytes 0-9/10' }],
    [false, { 'content-range': 'bytes 4-9/11' }],
    [false, {}],
  ])('%s for %j', (expected, headers) => expect(continues(headers, entity, 4)).toBe(expected))
})
