import { fail } from '../domain/problem.ts'
import type { EgressPolicy } from './policy.ts'

/** Calls `onSlow` once when fewer bytes than the policy's minimum arrive within a window. Disposing ends the watch. */
export const watchRate = (
  policy: Pick<EgressPolicy, 'minBytesPerSecond' | 'rateWindowMs'>,
  received: () => number,
  onSlow: (problem: Error) => void,
): Disposable => {
  const { minBytesPerSecond, rateWindowMs } = policy
  let before = received()
  const timer = setInterval(() => {
    const now = received()
    if (now - before < (minBytesPerSecond * rateWindowMs) / 1000)
      onSlow(
        fail(
          'source-unreachable',
          `The source is too slow: less than ${minBytesPerSecond} bytes per second over ${rateWindowMs / 1000} s.`,
        ),
      )
    before = now
  }, rateWindowMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
