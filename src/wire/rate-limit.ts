import type { RateLimit } from './operation.ts'

export interface RateLimiter {
  /** Counts the call; false when it is one too many. `key` names who and what, `now` is epoch milliseconds. */
  readonly take: (key: string, limit: RateLimit, now: number) => boolean
}

/** Idle counters are dropped above this many, so that callers cannot grow the table. */
const MAX_KEYS = 10_000

/**
 * A token bucket per key: `count` calls at once, refilled evenly over the window.
 * Costs a map look-up; nothing is kept of a caller that has been quiet for a window.
 */
export const createRateLimiter = (): RateLimiter => {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (key, limit, now) => {
      const perMs = limit.count / (limit.perSeconds * 1000)
      const bucket = buckets.get(key) ?? { tokens: limit.count, at: now }
      const tokens = Math.min(limit.count, bucket.tokens + Math.max(0, now - bucket.at) * perMs)
      buckets.delete(key)
      if (buckets.size >= MAX_KEYS) dropOldest(buckets)
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now })
      return tokens >= 1
    },
  }
}

/** Lets everything through. */
export const noRateLimits: RateLimiter = { take: () => true }

const dropOldest = (buckets: Map<string, unknown>): void => {
  const oldest = buckets.keys().next()
  if (!oldest.done) buckets.delete(oldest.value)
}
