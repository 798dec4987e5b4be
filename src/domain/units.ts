/** Branded numbers: a value carries its unit in its type, so that seconds never meet milliseconds unseen. */
declare const unit: unique symbol
export type Unit<Name extends string, T = number> = T & { readonly [unit]: Name }

/** A length or position on a media timeline, in seconds; fractions are kept. */
export type Seconds = Unit<'s'>
/** A span of wall-clock time. */
export type Milliseconds = Unit<'ms'>
/** A point in wall-clock time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Unit<'instant'>
export type BitsPerSecond = Unit<'bit/s'>
export type Bytes = Unit<'byte'>
/** A ratio of levels; negative is quieter. */
export type Decibels = Unit<'dB'>
/** 0 to 100, fractions kept. */
export type Percent = Unit<'%'>

export const seconds = (n: number): Seconds => n as Seconds
export const milliseconds = (n: number): Milliseconds => n as Milliseconds
export const instant = (n: number): Instant => n as Instant
export const bps = (n: number): BitsPerSecond => n as BitsPerSecond
export const kbps = (n: number): BitsPerSecond => bps(n * 1000)
export const decibels = (n: number): Decibels => n as Decibels
export const bytes = (n: number): Bytes => n as Bytes
export const percent = (n: number): Percent => Math.min(100, Math.max(0, n)) as Percent

/** An exact fraction, as frame rates and aspect ratios need: 30000/1001. */
export interface Rational {
  readonly num: number
  readonly den: number
}
export const rational = (num: number, den = 1): Rational => ({ num, den })
/** The value of a fraction; 0 when the denominator is 0 (FFmpeg writes "unknown" as 0/0). */
export const toNumber = (r: Rational): number => (r.den === 0 ? 0 : r.num / r.den)
