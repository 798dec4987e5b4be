import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OutputSpec } from '../domain/output-spec.ts'
import type { PlanInput } from '../domain/plan-input.ts'
import type { OutputResult } from '../domain/task.ts'
import type { Warning } from '../domain/warning.ts'
import { verifyOutput } from '../media/verify.ts'
import { layOut } from '../worker/lay-out.ts'
import { measureAndRun } from './measured-run.ts'
import { probed, testedProber } from './planned-run.ts'

/** An output as it would be published. */
export interface Made extends OutputResult {
  /** Of its main file, in the attempt's folder. */
  readonly path: string
  /** Why it is as it is. */
  readonly reasons: readonly string[]
  readonly warnings: readonly Warning[]
}

/**
 * Probes an attempt's `src`, makes outputs of it by name, verifies them and lays them out in a folder each, as a worker would.
 * @throws with the problem of the first that is refused or not right
 */
export const makeAll = async <Name extends string>(
  dir: string,
  specs: Readonly<Record<Name, OutputSpec>>,
  inputs: readonly PlanInput[] = [],
): Promise<Readonly<Record<Name, Made>>> => {
  const wishes = Object.entries<OutputSpec>(specs)
  const info = await probed(dir, 'src', { keyframes: true })
  const { plan } = measureAndRun(
    dir,
    info,
    wishes.map(([, spec]) => spec),
    { inputs },
  )
  const [refused] = plan.refused
  if (refused) throw new Error(`${wishes[refused.output]?.[0]} is refused: ${refused.problem.message}`)
  const made = plan.outputs.map(async (planned): Promise<[string, Made]> => {
    const [name, spec] = wishes[planned.output] ?? ['', undefined]
    if (!spec) throw new Error('an output was planned that nobody asked for')
    const verdict = await verifyOutput({ prober: await testedProber(), dir, planned })
    if (!verdict.ok) throw new Error(`${name} is not right: ${verdict.problem.message}`)
    const key = `${name}/${mainName(spec)}`
    const destination = { bucket: 'out', key }
    const output = { index: planned.output, name, spec, destination, state: { status: 'queued' } } as const
    const { moves, result } = await layOut(output, verdict.parts, dir)
    for (const move of moves) {
      mkdirSync(dirname(join(dir, move.key)), { recursive: true })
      renameSync(move.from, join(dir, move.key))
    }
    const { reasons, warnings = [] } = planned
    return [name, { ...result, path: key, reasons, warnings }]
  })
  return Object.fromEntries(await Promise.all(made)) as Record<Name, Made>
}

const mainName = (spec: OutputSpec): string => {
  switch (spec.kind) {
    case 'file':
      return `film.${spec.container}`
    case 'stream':
      return spec.protocol === 'dash' ? 'film.mpd' : 'film.m3u8'
    case 'sprite':
      return 'film.vtt'
    case 'snapshots':
      return `{number}.${spec.format}`
    case 'animation':
    case 'subtitles':
      return `film.${spec.format}`
    case 'original':
    case 'probe':
      return 'film'
  }
}
