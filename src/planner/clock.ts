import { type Rational, rational } from '../domain/units.ts'
import type { SourceVideo } from './source.ts'

/**
 * The ticks in which an encoder counts time. By default they are its frames, and each picture is moved to the nearest: by
 * up to half a frame where the first of them does not come with the beginning of the part, which is heard.
 */
export interface Clock {
  readonly tick: Rational
  /** The source's frames come evenly: so many ticks apart, the first ones `offset` ticks after such a distance. */
  readonly even?: { readonly distance: number; readonly offset: number }
}

const FINE: Clock = { tick: rational(1, 90_000) }
/** Ticks from one frame to the next: less than a millisecond at 24 frames a second. */
const DISTANCE = 64
/** FFmpeg knows rates of larger numbers from some containers only, and nearly the same ones from others. */
const MOST_OF_A_RATE = 30_000
/** Of ticks a second; containers count them in 32 bits. */
const MOST_TICKS = 100_000_000
/** Seconds. Less than that nobody hears, and containers that count in milliseconds are off by as much. */
const UNHEARD = 0.001

/**
 * The clock for frames that keep the source's timing; undefined where its frame rate does.
 * @param start of the picture in the part that is read, in seconds; negative when it began before
 */
export const clockOf = (video: SourceVideo, start: number): Clock | undefined => {
  if (video.variable) return FINE
  const { frameRate, baseFrameRate, interlaced } = video.stream
  // The base rate of interlaced pictures may be that of their fields.
  const { num, den } = interlaced ? frameRate : baseFrameRate
  const frames = start * (num / den)
  const off = Math.abs(frames - Math.round(frames)) * (den / num)
  if (!(off > UNHEARD) && num <= MOST_OF_A_RATE) return undefined
  if (num * DISTANCE > MOST_TICKS) return FINE
  const offset = Math.round((frames - Math.floor(frames)) * DISTANCE) % DISTANCE
  return { tick: rational(den, num * DISTANCE), even: { distance: DISTANCE, offset } }
}

/** What puts even frames onto their ticks: containers that count in other ones have moved each a little. */
export const clockFilters = (clock: Clock | undefined): readonly string[] => {
  if (!clock?.even) return []
  const { distance, offset } = clock.even
  return [
    `settb=${clock.tick.num}/${clock.tick.den}`,
    `setpts='round((PTS-${offset})/${distance})*${distance}+${offset}'`,
  ]
}
