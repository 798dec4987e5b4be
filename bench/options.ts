import { parseArgs } from 'node:util'

export interface Options {
  /** Benchmarks to run. */
  readonly names: readonly string[]
  readonly pairs: number
  /** Two-second clips, a small store: shows that the benchmark works, its figures mean nothing and are not kept. */
  readonly quick: boolean
  /** Tasks in the large store. */
  readonly tasks: number
}

export const USAGE = `npm run bench -- [names] [--pairs N] [--quick] [--tasks N]`

/** @param known the benchmarks there are; all of them when the command line names none. @throws for what it does not know */
export const readOptions = (args: readonly string[], known: readonly string[]): Options => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '5' },
      tasks: { type: 'string', default: '1000000' },
      quick: { type: 'boolean', default: false },
    },
  })
  const stranger = positionals.find((name) => !known.includes(name))
  if (stranger) throw new Error(`no benchmark "${stranger}"; there are ${known.join(', ')}`)
  return {
    names: positionals.length > 0 ? positionals : known,
    pairs: whole('--pairs', values.pairs),
    tasks: whole('--tasks', values.tasks),
    quick: values.quick,
  }
}

const whole = (name: string, text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${name} must be a whole number above 0, not "${text}"`)
  return Number(text)
}
