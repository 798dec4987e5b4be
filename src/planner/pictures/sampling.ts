import type { BlackRule } from '../../domain/picture-spec.ts'
import type { Rational } from '../../domain/units.ts'

/** Which frames of the decode become pictures. Times count from the start of the part that is read. */
export type Sampling = Slots | KeySlots | Keys | Scenes | Best

/** The frame on screen at each taken slot; slot n is at n · `distance`. */
export interface Slots {
  readonly by: 'slots'
  /** Milliseconds, as an exact fraction. */
  readonly distance: Rational
  /** Absent: every slot. Otherwise each `every`-th, and those `at` a number. */
  readonly taken?: { readonly every?: number; readonly at: readonly number[] }
  readonly last: number
  readonly count: number
  /** Seconds that the last frame stays on screen after the picture's end. */
  readonly hold: number
}

/** The first key frame from each taken slot on. `final`, in seconds, is the last one of all, where slots come after it. */
export type KeySlots = Omit<Slots, 'by' | 'hold'> & { readonly by: 'key-slots'; readonly final?: number }

/** Key frames, at least `every` seconds apart. */
export interface Keys {
  readonly by: 'keys'
  readonly every?: number
  readonly count: number
}

/** The first frame, and those that differ from the one before by more than `threshold`. */
export interface Scenes {
  readonly by: 'scenes'
  readonly threshold: number
  readonly count: number
}

/** The most typical frame of the first `within` seconds that is not black; when all are, the most typical one. */
export interface Best {
  readonly by: 'best'
  readonly within: number
  /** At most so many are compared; all are held in memory. */
  readonly frames: number
  readonly black: BlackRule
}

/**
 * The filters that let the chosen frames through.
 * @param name a prefix of its own for labels inside the chain
 */
export const samplingFilters = (s: Sampling, name: string): readonly string[] => {
  switch (s.by) {
    case 'slots':
      return slotFilters(s)
    case 'key-slots':
      return [
        `select='key*gt(${slotsUntil(s, 't')},if(isnan(prev_selected_t),0,${slotsUntil(s, 'prev_selected_t')}))'`,
      ]
    case 'keys':
      return [
        s.every === undefined
          ? 'select=key'
          : `select='key*(isnan(prev_selected_t)+gte(t-prev_selected_t,${s.every}))'`,
      ]
    case 'scenes':
      return [`select='not(n)+gt(scene,${s.threshold})'`]
    case 'best':
      return bestFilters(s, name)
  }
}

/** How many pictures there can be. */
export const mostPictures = (s: Sampling): number => (s.by === 'best' ? 1 : s.count)

/** `round=up` shows the frame on screen at each slot; the default would show the one half a slot later. */
const slotFilters = ({ distance, taken, last, hold }: Slots): readonly string[] => [
  ...(hold > 0 ? [`tpad=stop_mode=clone:stop_duration=${hold}`] : []),
  `fps=${1000 * distance.den}/${distance.num}:round=up:start_time=0`,
  ...(taken
    ? [
        `select='${[
          ...(taken.every === undefined ? [] : [`not(mod(n,${taken.every}))*lte(n,${last})`]),
          ...taken.at.map((n) => `eq(n,${n})`),
        ].join('+')}'`,
      ]
    : [`trim=end_frame=${last + 1}`]),
]

/** The last moment that is taken, in seconds. */
export const lastSlot = ({ distance, taken, last }: Pick<Slots, 'distance' | 'taken' | 'last'>): number =>
  (Math.max(last, ...(taken?.at ?? [])) * distance.num) / distance.den / 1000

/** An expression: how many taken slots are served by key frames up to the time in the variable. */
const slotsUntil = (slots: KeySlots, time: string): string => {
  const { final, count } = slots
  const passed = slotsPassed(slots, time)
  // A little earlier, as its time is rounded.
  return final === undefined ? passed : `if(gte(${time},${(final - 0.002).toFixed(6)}),${count},${passed})`
}

/** How many of them lie at or before it. */
const slotsPassed = ({ distance: { num, den }, taken, last }: KeySlots, time: string): string => {
  const slot = `floor(${time}*${1000 * den}/${num})`
  const even = (every: number) => `(1+min(floor(${slot}/${every}),${Math.floor(last / every)}))`
  if (!taken) return even(1)
  return [
    ...(taken.every === undefined ? [] : [even(taken.every)]),
    ...taken.at.map((n) => `gte(${slot},${n})`),
  ].join('+')
}

const bestFilters = ({ within, frames, black }: Best, name: string): readonly string[] => {
  const [seen, any, good, typical] = ['a', 'b', 'c', 'd'].map((part) => `[${name}${part}]`)
  // One more than there are: it answers when it has seen all.
  const thumbnail = `format=rgb24,thumbnail=n=${frames + 1}`
  return [
    `trim=end=${within}`,
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${within / frames})'`,
    `split${seen}${any};${seen}${blackFilters(black).join(',')},${thumbnail}${good};${any}${thumbnail}${typical};${good}${typical}concat=n=2`,
  ]
}

/** Lets only pictures through that are not black. */
export const blackFilters = ({ amount, threshold }: BlackRule): readonly string[] => [
  `blackframe=amount=0:threshold=${threshold}`,
  `metadata=mode=select:key=lavfi.blackframe.pblack:value=${amount}:function=less`,
]
