import { copy } from './copy.ts'
import type { Report } from './harness/report.ts'
import { ladder } from './ladder.ts'
import type { Options } from './options.ts'
import { sprite } from './sprite.ts'

/** By name, in the order they run. */
export const benchmarks: Readonly<Record<string, (options: Options) => Promise<Report>>> = {
  ladder,
  copy,
  sprite,
}
