import { type Rational, rational } from '../domain/units.ts'

/** 23.976 and its like are the exact fractions of broadcast; other numbers are taken to the thousandth. */
export const exactRate = (fps: number): Rational => {
  const near = Math.ceil(fps)
  if (!Number.isInteger(fps) && Math.abs(fps - (near * 1000) / 1001) < 0.006)
    return rational(near * 1000, 1001)
  return Number.isInteger(fps) ? rational(fps) : rational(Math.round(fps * 1000), 1000)
}
