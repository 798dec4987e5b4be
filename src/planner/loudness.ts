import type { Loudness, Measured } from '../domain/analysis.ts'
import type { AudioCodec, LoudnessTarget, Volume } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import { limiter } from './sound-filters.ts'

/** How a track's volume is changed. */
export interface VolumeChange {
  readonly filters: readonly string[]
  /** Its peaks are held, at `OVERSAMPLED` Hz. */
  readonly limited: boolean
  /** It may bring peaks over full scale. */
  readonly boosts: boolean
  readonly reason?: string
  readonly warning?: Warning
}

export type Measure = (filters: readonly string[]) => Measured<'loudness'> | undefined

/** Hz; at four times the usual rate the highest sample is the true peak, but for a tenth of a decibel. */
const OVERSAMPLED = 192_000
/** dB that a lossy encoder may add to peaks, and rounding to a lossless one. */
const HEADROOM = { lossy: 1, lossless: 0.3 } as const
const LOSSLESS: ReadonlySet<AudioCodec> = new Set(['flac', 'alac', 'pcm_s16le', 'pcm_s24le'])
/** LU; the aim of the rounds, and what is promised. */
const CLOSE_ENOUGH = 0.15
const PROMISED = 0.5
const MOST_ROUNDS = 9
/** dB that a peak may be over the aim: less than the room that is kept. */
const PEAK_SLACK = 0.2
/** A limiter that eats nearly all of a boost still gives so much of it. */
const LEAST_SLOPE = 0.15
/** dB */
const MOST_GAIN = 60

export const UNCHANGED: VolumeChange = { filters: [], limited: false, boosts: false }
const db = (n: number): string => `${n.toFixed(2)}dB`

/**
 * What brings a track to the wished volume. Undefined while a measurement is missing. `measure` gives the loudness behind
 * the filters, counted from the mixed track.
 *
 * A plain gain where the peaks allow it. Else the peaks are limited, and where the range is too wide it is compressed;
 * both change the loudness, so the result is measured and the gain put right until it fits.
 */
export const volumeChange = (
  volume: Volume | undefined,
  codec: AudioCodec,
  measure: Measure,
): VolumeChange | { readonly problem: Problem } | undefined => {
  if (!volume) return UNCHANGED
  if (volume.by === 'gain')
    return volume.gain === 0
      ? UNCHANGED
      : {
          ...UNCHANGED,
          filters: [`volume=${db(volume.gain)}`],
          boosts: volume.gain > 0,
          reason: `gain of ${volume.gain} dB`,
        }
  const found = measure([])
  if (!found) return undefined
  if (found.what === 'failed') return found
  const { integrated, truePeak } = found
  if (integrated === undefined || truePeak === undefined) return { ...UNCHANGED, warning: UNMEASURABLE }
  const ceiling = volume.truePeak - HEADROOM[LOSSLESS.has(codec) ? 'lossless' : 'lossy']
  const gain = Math.min(MOST_GAIN, volume.integrated - integrated)
  const tooWide = volume.range !== undefined && found.range > volume.range
  const before = `measured ${said(found)}`
  if (!tooWide && truePeak + gain <= ceiling)
    return {
      ...UNCHANGED,
      filters: [`volume=${db(gain)}`],
      reason: `loudness: ${before}; gain of ${db(gain)}`,
    }
  const chain = ({ gained, strength, lower }: Attempt): readonly string[] =>
    tooWide
      ? [...compressors(volume, strength), ...limited(gained, ceiling - lower)]
      : limited(gain + gained, ceiling - lower)
  return approach({ ...volume, truePeak: ceiling }, chain, measure, before)
}

const UNMEASURABLE: Warning = {
  code: 'loudness-missed',
  message: 'The sound is silent, or too short to have a loudness; its volume is as in the source.',
}

const linear = (decibels: number): number => 10 ** (decibels / 20)
const limited = (gain: number, ceiling: number): readonly string[] => [
  `volume=${db(gain)}`,
  `aresample=${OVERSAMPLED}`,
  limiter(Math.max(LOWEST_LIMIT, linear(ceiling))),
]
/**
 * FFmpeg's `loudnorm` follows the loudness of the last 3 s at a rate of its own, and comes only near the range it is told;
 * each strength is narrower than the one before.
 */
const compressors = ({ integrated, range = 50 }: LoudnessTarget, strength: number): readonly string[] => {
  const one = (lra: number) => `loudnorm=I=${integrated}:LRA=${lra}:TP=0:linear=false`
  return [[one(range)], [one(1)], [one(1), one(1)]][strength] ?? []
}
const STRONGEST = 2

/** FFmpeg's limiter takes no lower one. */
const LOWEST_LIMIT = 0.0625

interface Attempt {
  /** dB, beside what the first measurement asks for. */
  readonly gained: number
  readonly strength: number
  /** dB the peaks are held lower, as coming down to the encoder's rate raises them again. */
  readonly lower: number
}

/** Corrects compression and gain by what was measured behind them; the gain by the slope of the last two measurements. */
const approach = (
  target: LoudnessTarget,
  chain: (attempt: Attempt) => readonly string[],
  measure: Measure,
  before: string,
): VolumeChange | { readonly problem: Problem } | undefined => {
  let attempt: Attempt = { gained: 0, strength: 0, lower: 0 }
  let last: { gained: number; loudness: number } | undefined
  for (let round = 1; ; round++) {
    const found = measure(chain(attempt))
    if (!found) return undefined
    if (found.what === 'failed') return found
    const loudness = found.integrated ?? Number.NEGATIVE_INFINITY
    const missing = target.integrated - loudness
    const tooWide = target.range !== undefined && found.range > target.range
    const { gained, strength, lower } = attempt
    const over = Math.max(0, (found.truePeak ?? target.truePeak) - target.truePeak)
    if (tooWide && strength < STRONGEST) {
      last = undefined
      attempt = { gained, strength: strength + 1, lower }
    } else if (over > PEAK_SLACK && round < MOST_ROUNDS) {
      last = undefined
      attempt = { gained, strength, lower: lower + over }
    } else if (Math.abs(missing) <= CLOSE_ENOUGH || round >= MOST_ROUNDS || !Number.isFinite(missing))
      return {
        filters: chain(attempt),
        limited: true,
        boosts: false,
        reason: `loudness: ${before}; peaks limited, then ${said(found)}`,
        ...((Math.abs(missing) > PROMISED || tooWide) && { warning: missed(target, found) }),
      }
    else {
      const slope = last && gained !== last.gained ? (loudness - last.loudness) / (gained - last.gained) : 1
      last = { gained, loudness }
      const next = Math.min(MOST_GAIN, gained + missing / Math.min(1, Math.max(LEAST_SLOPE, slope)))
      attempt = { gained: Math.round(next * 100) / 100, strength, lower }
    }
  }
}

const missed = ({ integrated, range }: LoudnessTarget, found: Loudness): Warning => ({
  code: 'loudness-missed',
  message: `The sound cannot be brought to ${integrated} LUFS${range === undefined ? '' : ` within ${range} LU`} without peaks over the limit; it has ${said(found)}.`,
  detail: {
    target: integrated,
    range: found.range,
    ...(found.integrated !== undefined && { integrated: found.integrated }),
  },
})

const said = ({ integrated, truePeak, range }: Loudness): string =>
  `${integrated ?? '-inf'} LUFS, peak ${truePeak ?? '-inf'} dBTP, range ${range} LU`
