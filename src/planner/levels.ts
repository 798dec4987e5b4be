import type { VideoProfile } from '../domain/output-spec.ts'

/** What a decoder of each level must be able to play: luma samples a picture, luma samples a second, kbit/s. */
export interface LevelLimits {
  readonly rows: readonly (readonly [level: string, picture: number, perSecond: number, kbps: number])[]
  /** Pictures are counted in whole blocks of so many pixels a side. */
  readonly block: number
  /** Some profiles may have more bits. */
  readonly bits: (profile: VideoProfile | undefined) => number
}

const H264_BITS: Partial<Record<VideoProfile, number>> = {
  ...{ baseline: 1, main: 1, high10: 3, high422: 4, high444: 4 },
}
const MB = 256

/** ITU-T H.264, table A-1. */
export const H264_LEVELS: LevelLimits = {
  block: 16,
  bits: (profile) => H264_BITS[profile ?? 'high'] ?? 1.25,
  rows: (
    [
      ['1', 99, 1485, 64],
      ['1.1', 396, 3000, 192],
      ['1.2', 396, 6000, 384],
      ['1.3', 396, 11_880, 768],
      ['2', 396, 11_880, 2000],
      ['2.1', 792, 19_800, 4000],
      ['2.2', 1620, 20_250, 4000],
      ['3', 1620, 40_500, 10_000],
      ['3.1', 3600, 108_000, 14_000],
      ['3.2', 5120, 216_000, 20_000],
      ['4', 8192, 245_760, 20_000],
      ['4.1', 8192, 245_760, 50_000],
      ['4.2', 8704, 522_240, 50_000],
      ['5', 22_080, 589_824, 135_000],
      ['5.1', 36_864, 983_040, 240_000],
      ['5.2', 36_864, 2_073_600, 240_000],
      ['6', 139_264, 4_177_920, 240_000],
      ['6.1', 139_264, 8_355_840, 480_000],
      ['6.2', 139_264, 16_711_680, 800_000],
    ] as const
  ).map(([level, blocks, perSecond, kbps]) => [level, blocks * MB, perSecond * MB, kbps] as const),
}

/** ITU-T H.265, tables A.8 and A.9; from level 4 on the high tier, which x265 signals when the bitrate needs it. */
export const HEVC_LEVELS: LevelLimits = {
  block: 1,
  bits: () => 1,
  rows: [
    ['1', 36_864, 552_960, 128],
    ['2', 122_880, 3_686_400, 1500],
    ['2.1', 245_760, 7_372_800, 3000],
    ['3', 552_960, 16_588_800, 6000],
    ['3.1', 983_040, 33_177_600, 10_000],
    ['4', 2_228_224, 66_846_720, 30_000],
    ['4.1', 2_228_224, 133_693_440, 50_000],
    ['5', 8_912_896, 267_386_880, 100_000],
    ['5.1', 8_912_896, 534_773_760, 160_000],
    ['5.2', 8_912_896, 1_069_547_520, 240_000],
    ['6', 35_651_584, 1_069_547_520, 240_000],
    ['6.1', 35_651_584, 2_139_095_040, 480_000],
    ['6.2', 35_651_584, 4_278_190_080, 800_000],
  ],
}

/** AV1 specification, annex A.3; the display rate, and from level 4 on the high tier. */
export const AV1_LEVELS: LevelLimits = {
  block: 1,
  bits: () => 1,
  rows: [
    ['2', 147_456, 4_423_680, 1500],
    ['2.1', 278_784, 8_363_520, 3000],
    ['3', 665_856, 19_975_680, 6000],
    ['3.1', 1_065_024, 31_950_720, 10_000],
    ['4', 2_359_296, 70_778_880, 30_000],
    ['4.1', 2_359_296, 141_557_760, 50_000],
    ['5', 8_912_896, 267_386_880, 100_000],
    ['5.1', 8_912_896, 534_773_760, 160_000],
    ['5.2', 8_912_896, 1_069_547_520, 240_000],
    ['5.3', 8_912_896, 1_069_547_520, 240_000],
    ['6', 35_651_584, 1_069_547_520, 240_000],
    ['6.1', 35_651_584, 2_139_095_040, 480_000],
    ['6.2', 35_651_584, 4_278_190_080, 800_000],
    ['6.3', 35_651_584, 4_278_190_080, 800_000],
  ],
}

/** WebM project, VP9 levels. */
export const VP9_LEVELS: LevelLimits = {
  block: 1,
  bits: () => 1,
  rows: [
    ['1', 36_864, 829_440, 200],
    ['1.1', 73_728, 2_764_800, 800],
    ['2', 122_880, 4_608_000, 1800],
    ['2.1', 245_760, 9_216_000, 3600],
    ['3', 552_960, 20_736_000, 7200],
    ['3.1', 983_040, 36_864_000, 12_000],
    ['4', 2_228_224, 83_558_400, 18_000],
    ['4.1', 2_228_224, 160_432_128, 30_000],
    ['5', 8_912_896, 311_951_360, 60_000],
    ['5.1', 8_912_896, 588_251_136, 120_000],
    ['5.2', 8_912_896, 1_176_502_272, 180_000],
    ['6', 35_651_584, 1_176_502_272, 180_000],
    ['6.1', 35_651_584, 2_353_004_544, 240_000],
    ['6.2', 35_651_584, 4_706_009_088, 480_000],
  ],
}

export interface LevelDemand {
  readonly width: number
  readonly height: number
  /** Frames a second. */
  readonly rate: number
  /** Bits a second that are never exceeded, or met on average; absent: nobody knows before. */
  readonly bitrate?: number
  readonly profile?: VideoProfile
}

/** Why a level is too low for what is to be made, for people; undefined when it will do. */
export const levelMisfit = (level: string, limits: LevelLimits, demand: LevelDemand): string | undefined => {
  const { width, height, rate, bitrate } = demand
  const whole = (side: number): number => Math.ceil(side / limits.block) * limits.block
  const picture = whole(width) * whole(height)
  const holds = ([, samples, perSecond, kbps]: LevelLimits['rows'][number]): boolean =>
    picture <= samples &&
    Math.max(whole(width), whole(height)) <= Math.sqrt(8 * samples) &&
    picture * rate <= perSecond * 1.0001 &&
    (bitrate ?? 0) <= kbps * 1000 * limits.bits(demand.profile)
  const row = limits.rows.find(([name]) => name === plain(level))
  if (row === undefined)
    return `There is no level ${level}; there are ${limits.rows.map(([name]) => name).join(', ')}.`
  if (holds(row)) return undefined
  const enough = limits.rows.find(holds)?.[0]
  const asked = [`${width}x${height}`, `${Math.round(rate * 1000) / 1000} frames/s`]
  if (bitrate !== undefined) asked.push(`${Math.round(bitrate / 1000)} kbit/s`)
  return `Level ${level} is too low for ${asked.join(', ')}; ${enough === undefined ? 'so is every other' : `it takes level ${enough}`}.`
}

/** `4.0` is `4`. */
const plain = (level: string): string => level.replace(/\.0$/, '')
