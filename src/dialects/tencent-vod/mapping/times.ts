import type { Instant } from '../../../domain/units.ts'

/** Unix seconds; 0 stands for a time that has not come. */
export const unixTime = (at: Instant | undefined): number => (at === undefined ? 0 : Math.floor(at / 1000))
