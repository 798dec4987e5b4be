import { watchMemory } from './memory.ts'
import { type Supervised, type SuperviseOptions, supervise } from './supervise.ts'

/** What one run of something cost. */
export interface Cost {
  readonly wallSeconds: number
  /** User and system, of every process that took part. */
  readonly cpuSeconds: number
  /** Largest sum of resident memory seen, in bytes. */
  readonly peakMemory: number
}

/** Runs commands one after the other, each to its end. @throws when one fails, with its words */
export const measureCommands = async (
  commands: readonly (readonly string[])[],
  options: SuperviseOptions,
): Promise<Cost> => {
  let total: Cost = { wallSeconds: 0, cpuSeconds: 0, peakMemory: 0 }
  for (const command of commands) {
    await using program = await supervise(command, options)
    using memory = watchMemory(program)
    const { status, at } = await program.ended
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${program.output()}`)
    total = {
      wallSeconds: total.wallSeconds + (at - program.startedAt) / 1000,
      cpuSeconds: total.cpuSeconds + program.cpuSeconds(),
      peakMemory: Math.max(total.peakMemory, memory.peak()),
    }
  }
  return total
}

/** What a running program and its children spend while `work` is done. It ends when the caller of `work` has its answer. */
export const measureWork = async (program: Supervised, work: () => Promise<void>): Promise<Cost> => {
  await program.quiet()
  using memory = watchMemory(program)
  const before = program.cpuSeconds()
  const startedAt = performance.now()
  try {
    await work()
  } catch (cause) {
    const state = program.processes().length > 0 ? 'still runs' : 'has ended'
    throw new Error(`${String(cause)}\nThe program ${state}; it said:\n${program.output()}`, { cause })
  }
  const wallSeconds = (performance.now() - startedAt) / 1000
  const peakMemory = memory.peak()
  await program.quiet()
  return { wallSeconds, cpuSeconds: program.cpuSeconds() - before, peakMemory }
}
