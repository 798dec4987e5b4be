import { join, sep } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBucketName, parseBucketName, parseObjectKey, STAGED_PREFIX } from './object-key.ts'
import { DomainError } from './problem.ts'

const messageOf = (key: string): string => {
  try {
    parseObjectKey(key)
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'invalid-object-key') return error.message
    throw error
  }
  return 'taken'
}

it.each([
  ['', 'empty'],
  ['/a', 'begins with "/"'],
  ['a/', 'ends with "/"'],
  ['a//b', 'a segment is empty'],
  ['a/./b', 'a segment is "."'],
  ['..', 'a segment is ".."'],
  ['a/../../b', 'a segment is ".."'],
  ['a\\..\\b', 'backslash'],
  ['a\0', 'control character'],
  ['a\r\nb', 'control character'],
  ['a\u007f', 'control character'],
  ['a\u0085', 'control character'],
  ['a\udfff', 'not well-formed'],
  ['x'.repeat(256), 'longer than 255 bytes'],
  ['é'.repeat(128), 'longer than 255 bytes'],
  [Array(6).fill('x'.repeat(200)).join('/'), 'longer than 1024 bytes'],
  [`a/${STAGED_PREFIX}1`, 'reserved'],
])('refuses %j and says why', (key, why) => {
  expect(messageOf(key)).toContain(why)
})

it('names a long or broken key in a bounded, well-formed message', () => {
  const message = messageOf('\ud800'.repeat(2000))
  expect(message.length).toBeLessThan(900)
  expect(message.isWellFormed()).toBe(true)
})

it('takes a key of exactly 1024 bytes with segments of 255', () => {
  const key = [...Array(4).fill('x'.repeat(255)), ''].join('/').slice(0, -1)
  expect(Buffer.byteLength(key)).toBe(1023)
  expect(parseObjectKey(key)).toHaveLength(4)
  expect(messageOf(`a${key}`)).toContain('255')
})

const nasty = fc.oneof(
  fc.constantFrom('.', '..', '/', '\\', '\0', '%2e', '...', ' ', 'a', 'data', '~', '-', ':', '\ud83d'),
  fc.string({ unit: 'binary' }),
)
const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(nasty).map((parts) => parts.join('')),
  fc.array(nasty).map((parts) => parts.join('/')),
)

it('keeps every key that it takes strictly below its bucket, one file per key', () => {
  const top = '/data/t1'
  let taken = 0
  fc.assert(
    fc.property(key, (text) => {
      let segments: readonly string[]
      try {
        segments = parseObjectKey(text)
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError)
        return
      }
      taken++
      const path = join(top, ...segments)
      expect(path.startsWith(top + sep)).toBe(true)
      // Nothing was folded away: the path says the key back.
      expect(path.slice(top.length + 1)).toBe(text)
    }),
    { numRuns: 5000, seed: 1 },
  )
  expect(taken).toBeGreaterThan(500)
})

it.each(['abc', 'my-bucket-1250000000', 'a.b.c', '0-0', 'x'.repeat(63)])('takes the bucket %s', (name) => {
  expect(parseBucketName(name)).toBe(name)
})

it.each([
  '',
  'ab',
  'Abc',
  '.abc',
  'abc.',
  '-abc',
  'abc-',
  'a..b',
  'a/b',
  'a_b',
  'äbc',
  'x'.repeat(64),
  'abc\n',
  'lost+found',
])('refuses the bucket %j', (name) => {
  expect(isBucketName(name)).toBe(false)
  expect(() => parseBucketName(name)).toThrow(DomainError)
})
