import { expect, it } from 'vitest'
import { createRateLimiter } from './rate-limit.ts'

const limit = { count: 3, perSeconds: 1 }

it('lets a burst of the whole count through, then one per refill, each key for itself', () => {
  const limiter = createRateLimiter()
  const take = (key: string, at: number) => limiter.take(key, limit, at)
  expect([take('a', 0), take('a', 0), take('a', 0), take('a', 0)]).toEqual([true, true, true, false])
  expect(take('b', 0)).toBe(true)
  expect([take('a', 300), take('a', 334), take('a', 335)]).toEqual([false, true, false])
  expect([take('a', 5000), take('a', 5000), take('a', 5000), take('a', 5000)]).toEqual([
    true,
    true,
    true,
    false,
  ])
})

it('does not fill up when the clock goes back', () => {
  const limiter = createRateLimiter()
  for (let i = 0; i < 3; i++) limiter.take('a', limit, 10_000)
  expect(limiter.take('a', limit, 0)).toBe(false)
})
