import { number } from './figures.ts'
import type { Cost } from './measure.ts'
import { say } from './say.ts'

export type Rounds<Name extends string> = { readonly [N in Name]: readonly Cost[] }

/**
 * Runs each contender once, in turn, `rounds` times: A B A B. What disturbs the machine for a while disturbs all of them
 * alike.
 */
export const interleave = async <const Name extends string>(
  rounds: number,
  contenders: { readonly [N in Name]: () => Promise<Cost> },
): Promise<Rounds<Name>> => {
  const names = Object.keys(contenders) as Name[]
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as { [N in Name]: Cost[] }
  for (let round = 1; round <= rounds; round++)
    for (const name of names) {
      const cost = await contenders[name]()
      costs[name].push(cost)
      say(
        `  ${round}/${rounds} ${name}: ${number(cost.wallSeconds)} s wall, ${number(cost.cpuSeconds)} s CPU`,
      )
    }
  return costs
}

export const walls = (costs: readonly Cost[]): readonly number[] => costs.map((c) => c.wallSeconds)
export const cpus = (costs: readonly Cost[]): readonly number[] => costs.map((c) => c.cpuSeconds)
export const peaks = (costs: readonly Cost[]): readonly number[] => costs.map((c) => c.peakMemory)
