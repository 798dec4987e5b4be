import { type Rational, rational } from '../../../domain/units.ts'

/** `25`, `29.97` or `30000/1001` as an exact fraction; undefined for what is none or not between 0 and 240. */
export const readFrameRate = (value: string | number): Rational | undefined => {
  const rate = typeof value === 'number' ? fromNumber(value) : fromText(value)
  return rate && rate.num > 0 && rate.den > 0 && rate.num / rate.den <= 240 ? rate : undefined
}

export const writeRational = ({ num, den }: Rational): string => `${num}/${den}`

const fromText = (text: string): Rational | undefined => {
  const [, num, den] = /^(\d{1,7})\/(\d{1,7})$/.exec(text) ?? []
  if (num !== undefined && den !== undefined) return rational(Number(num), Number(den))
  return /^\d{1,3}(\.\d{1,6})?$/.test(text) ? fromNumber(Number(text)) : undefined
}

/** Decimal spellings of the NTSC rates (23.976, 29.97, 59.94) mean the exact 1000/1001 ones. */
const fromNumber = (value: number): Rational => {
  if (Number.isInteger(value)) return rational(value)
  const ntsc = Math.round((value * 1001) / 1000)
  if (Math.abs((ntsc * 1000) / 1001 - value) < 0.005) return rational(ntsc * 1000, 1001)
  const num = Math.round(value * 1000)
  const divisor = gcd(num, 1000)
  return rational(num / divisor, 1000 / divisor)
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
