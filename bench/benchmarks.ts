import { copy } from './copy.ts'
import { flatness } from './flatness.ts'
import type { Report } from './harness/report.ts'
import { ladder, ladderLong } from './ladder.ts'
import { latency } from './latency.ts'
import type { Options } from './options.ts'
import { queries } from './queries.ts'
import { sprite } from './sprite.ts'
import { start } from './start.ts'
import { submit } from './submit.ts'
import { together } from './together.ts'

/** By name, in the order they run. */
export const benchmarks: Readonly<Record<string, (options: Options) => Promise<Report>>> = {
  ladder,
  'ladder-long': ladderLong,
  copy,
  sprite,
  together,
  queries,
  flatness,
  submit,
  latency,
  start,
}
