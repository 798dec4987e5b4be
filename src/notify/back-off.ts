import type { Milliseconds } from '../domain/units.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Pauses between deliveries, of which the services promise two or three; a receiver that is down for a night is reached too. */
const PAUSES = [
  ...[SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 8 * HOUR],
]

/** How long to wait after so many deliveries failed; undefined: it is given up. */
export const pauseAfter = (tries: number): Milliseconds | undefined =>
  PAUSES[tries - 1] as Milliseconds | undefined
