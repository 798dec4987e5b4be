import { expect, test } from 'vitest'
import { createKeyCache } from './key-cache.ts'

test('an entry answers only for the secret it was derived from', () => {
  const cache = createKeyCache()
  cache.put('a', 'secret', Buffer.from('1'))
  expect(cache.get('a', 'secret')).toEqual(Buffer.from('1'))
  expect(cache.get('a', 'rotated')).toBeUndefined()
  cache.put('a', 'rotated', Buffer.from('2'))
  expect(cache.get('a', 'secret')).toBeUndefined()
})

test('the oldest entry goes when the bound is reached', () => {
  const cache = createKeyCache(2)
  for (const name of ['a', 'b', 'a', 'c']) cache.put(name, 's', Buffer.from(name))
  expect(['a', 'b', 'c'].map((name) => cache.get(name, 's')?.toString())).toEqual(['a', undefined, 'c'])
})
