import { describe, expect, it } from 'vitest'
import { readJson } from './json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const refused = expect.objectContaining({ problem: expect.objectContaining({ code: 'malformed-request' }) })

describe('readJson', () => {
  it('reads a body, and an empty one as an empty object', () => {
    expect(readJson(bytes('{"A":[1,"}{"]}'))).toEqual({ A: [1, '}{'] })
    expect(readJson(bytes(''))).toEqual({})
  })
  it.each([
    ['broken text', bytes('{"A":')],
    ['two values', bytes('{} {}')],
    ['a prototype key', bytes('{"a":{"__proto__":{"x":1}}}')],
    ['an escaped prototype key', bytes('{"\\u005f_proto__":1}')],
    ['a constructor key', bytes('{"constructor":{"prototype":{}}}')],
    ['a key given twice', bytes('{"a":{"b":1,"c":[{}],"b":2}}')],
    ['a key given twice, once in escapes', bytes('{"b":1 , "\\u0062" : 2}')],
    ['nesting of 65', bytes('['.repeat(65) + ']'.repeat(65))],
    ['a list of 20,001', bytes(`[${'1,'.repeat(20_000)}1]`)],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])('refuses %s', (_name, body) => {
    expect(() => readJson(body)).toThrow(refused)
  })
  it('takes the same key in objects apart, as a value, and in text', () => {
    const value = { a: { a: 'a' }, list: [{ a: 1 }, { a: 2 }, 'a', 'a'], text: '"a":1,"a":2' }
    expect(readJson(bytes(JSON.stringify(value, null, 1)))).toEqual(value)
  })
  it('takes a list of 20,000, and a text of more commas', () => {
    expect(readJson(bytes(`[${'1,'.repeat(19_999)}1]`))).toHaveLength(20_000)
    expect(readJson(bytes(JSON.stringify(','.repeat(30_000))))).toHaveLength(30_000)
  })
  it('takes nesting of 64, and brackets inside text', () => {
    expect(() => readJson(bytes('['.repeat(64) + ']'.repeat(64)))).not.toThrow()
    expect(readJson(bytes(JSON.stringify({ a: '['.repeat(1000), b: '\\"[[' })))).toHaveProperty('b', '\\"[[')
  })
  it('answers a million brackets at once', () => {
    const startedAt = performance.now()
    expect(() => readJson(bytes('['.repeat(1e6)))).toThrow(refused)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
