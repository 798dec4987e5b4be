import { expect, test } from 'vitest'
import { figureOf } from './quality.ts'

const frames = (values: readonly number[], rate = 10) => ({ times: values.map((_, i) => i / rate), values })

test('one bad second is the worst, from where it begins', () => {
  const values = Array.from({ length: 40 }, (_, i) => (i >= 17 && i < 27 ? 0.5 : 1))
  expect(figureOf('ssim', frames(values))).toEqual({ mean: 0.875, worst: 0.5, worstAt: 1.7 })
})

test('decibels are averaged as powers; no difference at all is null', () => {
  const inf = Number.POSITIVE_INFINITY
  expect(figureOf('psnr', frames(Array(10).fill(inf)))).toEqual({ mean: null, worst: null, worstAt: 0 })
  const { mean, worst } = figureOf('psnr', frames([...Array(10).fill(inf), ...Array(10).fill(30)]))
  expect([mean, worst]).toEqual([33.0103, 30])
})

test('a last part of a second is no second; a picture shorter than one is all there is', () => {
  expect(figureOf('vmaf', frames([...Array(12).fill(90), 0]))).toMatchObject({ worst: 81, worstAt: 0.3 })
  expect(figureOf('vmaf', frames([80, 90]))).toEqual({ mean: 85, worst: 85, worstAt: 0 })
})
