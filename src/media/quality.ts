import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { QualityRun } from '../domain/plan.ts'
import type { QualityFigure, QualityMetric, QualityResult } from '../domain/quality.ts'
import { seconds } from '../domain/units.ts'

/** Of the clock that frames are counted on. */
const TICKS = 90_000

/** A figure for each frame, in order of time. */
export interface Scored {
  /** In seconds. */
  readonly times: readonly number[]
  readonly values: readonly number[]
}

/** What a finished run of measuring found; undefined when it left no figures, or not for every frame. */
export const readQuality = async (
  dir: string,
  { metrics, logs }: Pick<QualityRun, 'metrics' | 'logs'>,
): Promise<QualityResult | undefined> => {
  const clock = logs.psnr ?? logs.ssim
  if (clock === undefined) return undefined
  const { times } = await readPrinted(join(dir, clock))
  const figures: [QualityMetric, QualityFigure][] = []
  for (const metric of metrics) {
    const log = join(dir, logs[metric] ?? '')
    const { values } = metric === 'vmaf' ? { values: await readScores(log) } : await readPrinted(log)
    if (values.length === 0 || values.length !== times.length) return undefined
    figures.push([metric, figureOf(metric, { times, values })])
  }
  return { frames: times.length, ...Object.fromEntries(figures) }
}

/** What FFmpeg's filter `metadata` prints: a line with the frame's time, and one with its figure. */
const readPrinted = async (path: string): Promise<Scored> => {
  const times: number[] = []
  const values: number[] = []
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, ticks] = /^frame:\S+\s+pts:(-?\d+)/.exec(line) ?? []
    if (ticks !== undefined) times.push(Number(ticks) / TICKS)
    const [, value] = /^lavfi\.[\w.]+=(\S+)/.exec(line) ?? []
    if (value !== undefined) values.push(value === 'inf' ? Number.POSITIVE_INFINITY : Number(value))
  }
  return { times, values }
}

/** The column `vmaf` of libvmaf's own log. */
const readScores = async (path: string): Promise<readonly number[]> => {
  const values: number[] = []
  let column: number | undefined
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const cells = line.split(',')
    if (column === undefined) column = cells.indexOf('vmaf')
    else if (line !== '') values.push(Number(cells[column]))
  }
  return values
}

/** How figures are averaged: those that tell a power are averaged as powers. Both ways keep the order: more is better. */
const SCALES: Readonly<
  Record<'as-is' | 'decibels', { to: (value: number) => number; from: (n: number) => number | null }>
> = {
  'as-is': { to: (value) => value, from: rounded },
  decibels: {
    to: (value) => -(10 ** (-value / 10)),
    from: (n) => (n === 0 ? null : rounded(-10 * Math.log10(-n))),
  },
}

function rounded(n: number): number {
  return Math.round(n * 1e4) / 1e4
}

/** Mean, and the worst whole second; of a shorter picture that is all of it. */
export const figureOf = (metric: QualityMetric, { times, values }: Scored): QualityFigure => {
  const { to, from } = SCALES[metric === 'psnr' ? 'decibels' : 'as-is']
  const scores = values.map(to)
  const mean = scores.reduce((sum, n) => sum + n, 0) / scores.length
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  // The last frame stays as long as the one before it.
  const end = last + (last - (times.at(-2) ?? last))
  let worst = { mean, at: first }
  let sum = 0
  let next = 0
  for (const [i, from_] of times.entries()) {
    while (next < times.length && (times[next] ?? 0) < from_ + 1 - HAIR) sum += scores[next++] ?? 0
    if (i > 0 && from_ + 1 > end + HAIR) break
    const here = sum / (next - i)
    if (i === 0 || here < worst.mean) worst = { mean: here, at: from_ }
    sum -= scores[i] ?? 0
  }
  return { mean: from(mean), worst: from(worst.mean), worstAt: seconds(rounded(worst.at - first)) }
}

/** Less than any frame lasts. */
const HAIR = 0.001
