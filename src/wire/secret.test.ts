import { expect, test } from 'vitest'
import { withoutSecret } from './secret.ts'

test('what is at the path is gone, and nothing else', () => {
  const whole = { a: [{ b: { key: 'k', url: 'u' } }, { c: 1 }, null], key: 'stays' }
  expect(withoutSecret(whole, ['a', 'b', 'key'])).toEqual({
    a: [{ b: { key: '(secret)', url: 'u' } }, { c: 1 }, null],
    key: 'stays',
  })
  expect(whole.a[0]).toEqual({ b: { key: 'k', url: 'u' } })
})

test('a path that is not there changes nothing', () =>
  expect(withoutSecret({ a: 'text', d: null }, ['a', 'b'])).toEqual({ a: 'text', d: null }))
