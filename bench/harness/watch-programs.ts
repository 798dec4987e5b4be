import { setTimeout as delay } from 'node:timers/promises'
import { allPids, programOf, readStat } from './proc.ts'

const POLL_MS = 1

/**
 * Looks every millisecond for new processes below `root`, and answers when the first of each wanted program runs
 * (`performance.now()`). Processes that were there before are not looked at again, so that a look costs little.
 * @throws when they did not all appear in time
 */
export const watchPrograms = async <const Name extends string>(
  root: number,
  wanted: readonly Name[],
  timeoutMs: number,
): Promise<{ readonly [N in Name]: number }> => {
  // One of its own that is there already may still become another program.
  const strangers = new Set(allPids().filter((pid) => !isBelow(pid, root)))
  const found: Partial<Record<Name, number>> = {}
  const deadline = performance.now() + timeoutMs
  while (wanted.some((name) => found[name] === undefined)) {
    for (const pid of allPids()) {
      if (strangers.has(pid)) continue
      // A process has the name of what started it until it becomes its own program: it is looked at again.
      const name = wanted.find((each) => each === programOf(pid))
      if (name === undefined || found[name] !== undefined) continue
      if (isBelow(pid, root)) found[name] = performance.now()
      else strangers.add(pid)
    }
    if (performance.now() > deadline) throw new Error(`no ${wanted.join(' and ')} after ${timeoutMs} ms`)
    await delay(POLL_MS)
  }
  return found as { readonly [N in Name]: number }
}

const isBelow = (pid: number, root: number): boolean => {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = readStat(at)?.parent)
    if (at === root) return true
  return false
}
