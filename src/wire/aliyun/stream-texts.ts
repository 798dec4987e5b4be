import type { VideoStream } from '../../domain/media-info.ts'
import { type Rational, toNumber } from '../../domain/units.ts'

/** How the vendor's services spell what was measured of streams: everything is text. */

/** Members whose value is known, as text. */
export const known = (members: Record<string, string | number | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  )

export const time = (seconds: number | undefined): string | undefined => seconds?.toFixed(6)
export const kbit = (bps: number | undefined): string | undefined =>
  bps === undefined ? undefined : (bps / 1000).toFixed(3)

/** `25.0`, `29.97`. */
export const rate = (fps: Rational): string => {
  const n = Math.round(toNumber(fps) * 1000) / 1000
  return Number.isInteger(n) ? n.toFixed(1) : String(n)
}

export const fraction = (r: Rational | undefined): string | undefined => r && `${r.num}/${r.den}`

const ratio = (num: number, den: number): string | undefined => {
  if (num <= 0 || den <= 0) return undefined
  let [a, b] = [num, den]
  while (b > 0) [a, b] = [b, a % b]
  return `${num / a}:${den / a}`
}

/** Sample and display aspect ratio of a picture. */
export const aspects = (v: VideoStream): { Sar: string | undefined; Dar: string | undefined } => ({
  Sar: ratio(v.sampleAspect.num, v.sampleAspect.den),
  Dar: ratio(v.width * (v.sampleAspect.num || 1), v.height * (v.sampleAspect.den || 1)),
})
