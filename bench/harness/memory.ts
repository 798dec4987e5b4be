import type { Supervised } from './supervise.ts'

const INTERVAL_MS = 200

/** Adds up the resident memory of all of a program's processes five times a second, and keeps the largest sum. */
export const watchMemory = (
  program: Pick<Supervised, 'processes'>,
): Disposable & { readonly peak: () => number } => {
  let peak = 0
  const look = (): void => {
    peak = Math.max(peak, residentOf(program))
  }
  const timer = setInterval(look, INTERVAL_MS)
  look()
  return { peak: () => peak, [Symbol.dispose]: () => clearInterval(timer) }
}

/** Bytes, now. */
export const residentOf = (program: Pick<Supervised, 'processes'>): number =>
  program.processes().reduce((sum, each) => sum + each.resident, 0)
