import { describe, expect, it } from 'vitest'
import { seconds } from '../domain/units.ts'
import { createPaces } from './paces.ts'

describe('how long work takes', () => {
  it('follows the weights where nothing was measured', () => {
    const paces = createPaces()
    expect(paces.expect('h264 medium', 300)).toBeCloseTo(3 * paces.expect('check', 100))
    expect(paces.knows('h264 medium')).toBe(false)
  })

  it('is what the same kind of work took before, for each unit of weight', () => {
    const paces = createPaces()
    paces.learn('h264 medium', 100, seconds(50))
    paces.learn('check', 100, seconds(1))
    expect(paces.expect('h264 medium', 200)).toBeCloseTo(100)
    expect(paces.expect('check', 200)).toBeCloseTo(2)
    expect(paces.knows('h264 medium')).toBe(true)
  })

  it('is what the others took, on average, for a kind that was never met', () => {
    const paces = createPaces()
    paces.learn('h264 medium', 100, seconds(50))
    paces.learn('h264 fast', 300, seconds(50))
    expect(paces.expect('hevc slow', 40)).toBeCloseTo(10)
  })

  it('comes to what it takes now, and heeds short work little', () => {
    const paces = createPaces()
    paces.learn('check', 100, seconds(1))
    paces.learn('check', 1, seconds(1))
    expect(paces.expect('check', 100)).toBeLessThan(3)
    for (let i = 0; i < 10; i++) paces.learn('check', 100, seconds(4))
    expect(paces.expect('check', 100)).toBeGreaterThan(3.8)
  })

  it('learns nothing from what had no weight or took no time', () => {
    const paces = createPaces()
    paces.learn('check', 0, seconds(1))
    paces.learn('copy', 1, seconds(0))
    expect([paces.knows('check'), paces.knows('copy')]).toEqual([false, false])
  })
})
