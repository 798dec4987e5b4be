import type { VideoSpec } from '../domain/output-spec.ts'
import { type Rational, rational, toNumber } from '../domain/units.ts'
import { type SourceVideo, sameRate } from './source.ts'

/** The rates of television. MPEG-2 and MXF have a number for each and none for others. */
export const BROADCAST_RATES: readonly Rational[] = [
  ...[rational(24_000, 1001), rational(24), rational(25), rational(30_000, 1001)],
  ...[rational(30), rational(50), rational(60_000, 1001), rational(60)],
]

/**
 * The rate on a list, in rising order, that a picture of `rate` gets: its own, else a multiple of it, which repeats frames
 * evenly, else the next higher one, else the highest.
 */
export const listedRate = (rate: Rational, list: readonly Rational[]): Rational => {
  const own = list.find((each) => sameRate(each, rate))
  const value = toNumber(rate)
  const higher = list.filter((each) => toNumber(each) > value)
  const even = higher.find((each) => {
    const times = toNumber(each) / value
    return Math.abs(times - Math.round(times)) < 1e-3
  })
  const found = own ?? even ?? higher[0] ?? list.at(-1)
  if (!found) throw new RangeError('an empty list of frame rates')
  return found
}

/** Whether the source's frames come at a rate on the list, all of them, so that they can be kept. */
export const runsAtListed = ({ stream, variable }: SourceVideo, list: readonly Rational[]): boolean =>
  !variable && list.some(({ num, den }) => num * stream.frameRate.den === den * stream.frameRate.num)

/** Those on a list that a cap allows, which people write rounded: 29.97 allows 30000/1001. */
export const ratesUpTo = (list: readonly Rational[], cap: Rational | undefined): readonly Rational[] =>
  list.filter((rate) => !cap || toNumber(rate) <= toNumber(cap) * 1.0001)

/** Why a wish cannot be met by any rate on the list; undefined when it can, whatever the source. */
export const offList = (
  { frameRate, maxFrameRate }: Pick<VideoSpec, 'frameRate' | 'maxFrameRate'>,
  list: readonly Rational[],
): string | undefined => {
  const possible = ratesUpTo(list, maxFrameRate)
  return possible.length === 0 || (frameRate && !possible.some((rate) => sameRate(rate, frameRate)))
    ? `has the frame rates ${describeRates(list)}`
    : undefined
}

export const describeRates = (list: readonly Rational[]): string =>
  list.map((rate) => Math.round(toNumber(rate) * 1000) / 1000).join(', ')
