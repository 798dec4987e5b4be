/** What is known of the speed of a progress so far. Percent and milliseconds. */
export interface Eta {
  readonly at: number
  readonly percent: number
  /** Percent per millisecond, smoothed; 0 until two samples differ. */
  readonly rate: number
}

/** After this long a change of speed has mostly arrived. */
const SMOOTHING_MS = 10_000

/** Takes a sample in. Progress that goes back (a retry) begins anew. `at` is any clock that does not go back. */
export const addSample = (eta: Eta | undefined, at: number, percent: number): Eta => {
  if (!eta || percent < eta.percent || at < eta.at) return { at, percent, rate: 0 }
  const elapsed = at - eta.at
  if (elapsed === 0) return eta
  const rate = (percent - eta.percent) / elapsed
  // The first slope is all there is; later ones weigh by the time they cover.
  const weight = eta.rate === 0 ? 1 : 1 - Math.exp(-elapsed / SMOOTHING_MS)
  return { at, percent, rate: eta.rate + weight * (rate - eta.rate) }
}

/** Milliseconds to 100 %, never negative; undefined while nothing has moved. */
export const remaining = (eta: Eta | undefined): number | undefined => {
  if (!eta) return undefined
  if (eta.percent >= 100) return 0
  return eta.rate > 0 ? (100 - eta.percent) / eta.rate : undefined
}
