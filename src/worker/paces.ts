import { type Seconds, seconds } from '../domain/units.ts'

/** How fast this machine has been at each kind of work, for weighing what is to come. */
export interface Paces {
  /** How long so much work of a kind will take. */
  readonly expect: (alike: string, weight: number) => Seconds
  /** Whether work of this kind was done before. */
  readonly knows: (alike: string) => boolean
  /** It took so long. */
  readonly learn: (alike: string, weight: number, took: Seconds) => void
}

/** Seconds that a unit of weight takes where nothing was ever measured; two processors of a cloud's. */
const USUAL = 0.004
/** What was measured before counts so much beside the latest. */
const MEMORY = 0.7

interface Done {
  readonly weight: number
  readonly seconds: number
}

/** Kinds that were never met are expected to go as the others do, on average. */
export const createPaces = (): Paces => {
  const known = new Map<string, Done>()
  const usual = (): number => {
    const all = [...known.values()]
    const weight = all.reduce((sum, done) => sum + done.weight, 0)
    return weight > 0 ? all.reduce((sum, done) => sum + done.seconds, 0) / weight : USUAL
  }
  return {
    expect: (alike, weight) => {
      const done = known.get(alike)
      return seconds(weight * (done ? done.seconds / done.weight : usual()))
    },
    knows: (alike) => known.has(alike),
    learn: (alike, weight, took) => {
      if (!(weight > 0 && took > 0)) return
      const before = known.get(alike) ?? { weight: 0, seconds: 0 }
      known.set(alike, {
        weight: before.weight * MEMORY + weight,
        seconds: before.seconds * MEMORY + took,
      })
    },
  }
}
