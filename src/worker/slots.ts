/** Lets at most `count` pieces of work run at a time; the others wait their turn, first come first served. */
export const createSlots = (
  count: number,
): (<T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>) => {
  let free = count
  const waiting: (() => void)[] = []
  const done = (): void => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return async (work, signal) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      // Whoever asked may be gone by now.
      signal.throwIfAborted()
      return await work()
    } finally {
      done()
    }
  }
}
