import { describe, expect, it } from 'vitest'
import { addSample, type Eta, remaining } from './eta.ts'

const leftAfter = (...samples: readonly [at: number, percent: number][]): number | undefined =>
  remaining(samples.reduce<Eta | undefined>((eta, [at, percent]) => addSample(eta, at, percent), undefined))

describe('the time to go', () => {
  it('is unknown at first, and while nothing moves', () => {
    expect(leftAfter()).toBeUndefined()
    expect(leftAfter([0, 0])).toBeUndefined()
    expect(leftAfter([0, 5], [60_000, 5])).toBeUndefined()
  })

  it('follows from a steady slope, wherever it begins', () => {
    expect(leftAfter([1000, 0], [2000, 10])).toBeCloseTo(9000)
    expect(leftAfter([1000, 40], [2000, 50], [3000, 60])).toBeCloseTo(4000)
  })

  it('takes a change of speed in smoothly', () => {
    const steady = [
      [0, 0],
      [10_000, 10],
    ] as const
    // 1 %/s, then half of that: the old speed says 85 s, the new one 170 s.
    const eta = leftAfter([...steady[0]], [...steady[1]], [20_000, 15]) ?? 0
    expect(eta).toBeGreaterThan(85_000)
    expect(eta).toBeLessThan(170_000)
  })

  it('comes to the new speed in the end', () => {
    let eta: Eta | undefined = addSample(undefined, 0, 0)
    eta = addSample(eta, 1000, 20)
    for (let second = 2; second <= 61; second++) eta = addSample(eta, second * 1000, 20 + (second - 1))
    expect(remaining(eta)).toBeGreaterThan(15_000)
    expect(remaining(eta)).toBeLessThan(21_000)
  })

  it('is never negative, and nothing at the end', () => {
    expect(leftAfter([0, 0], [1000, 100])).toBe(0)
    expect(leftAfter([0, 0], [1000, 101])).toBe(0)
    expect(leftAfter([0, 0], [1000, 99.99], [1001, 99.999])).toBeGreaterThanOrEqual(0)
  })

  it('begins anew after a step back', () => {
    expect(leftAfter([0, 0], [1000, 50], [2000, 10])).toBeUndefined()
    expect(leftAfter([0, 0], [1000, 50], [2000, 10], [3000, 20])).toBeCloseTo(8000)
  })

  it('survives two samples at the same moment', () => {
    expect(leftAfter([0, 0], [0, 50])).toBeUndefined()
    expect(leftAfter([0, 0], [1000, 10], [1000, 20])).toBeCloseTo(9000)
  })
})
