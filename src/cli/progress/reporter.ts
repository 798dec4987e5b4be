import type { OutputJson, TaskNews } from '../api/types.ts'
import { formatEta, formatPercent, formatSpeed } from '../format/units.ts'
import type { Output } from '../host.ts'
import { createBar } from './bar.ts'
import { addSample, type Eta, remaining } from './eta.ts'
import { createJsonLines } from './json-lines.ts'
import { createPlainLines } from './plain-lines.ts'

/** Shows how a task is doing. */
export interface Reporter {
  readonly progress: (state: ProgressState) => void
  /** Something other than progress happened. */
  readonly change: (news: Exclude<TaskNews, { event: 'progress' }>) => void
  /** Nothing more comes. */
  readonly end: () => void
}

export interface ProgressState {
  readonly percent: number
  readonly speed?: number
  /** Milliseconds to go; absent while unknown. */
  readonly eta?: number
  readonly outputs: readonly { readonly output: number; readonly progress: number }[]
}

export interface ReporterOptions {
  readonly json: boolean
  readonly outputs: readonly Pick<OutputJson, 'index' | 'name'>[]
  /** Milliseconds of a clock that does not go back. */
  readonly now: () => number
}

/** A bar on a terminal, lines elsewhere, JSON lines when asked for. */
export const createReporter = (to: Output, { json, outputs, now }: ReporterOptions): Reporter => {
  if (json) return createJsonLines(to)
  const names = new Map(outputs.map(({ index, name }) => [index, name]))
  return to.isTTY ? createBar(to, names) : createPlainLines(to, names, now)
}

/** Turns news into what a reporter shows: adds the time to go. */
export const reportNews = (reporter: Reporter, now: () => number): ((news: TaskNews) => void) => {
  let eta: Eta | undefined
  return (news) => {
    if (news.event !== 'progress') return reporter.change(news)
    const { progress, speed, outputs } = news
    eta = addSample(eta, now(), progress)
    const left = remaining(eta)
    reporter.progress({
      percent: progress,
      outputs,
      ...(speed === undefined ? {} : { speed }),
      ...(left === undefined ? {} : { eta: left }),
    })
  }
}

/** `42 %  1.8x  ETA 0:12` */
export const progressText = ({ percent, speed, eta }: ProgressState): string =>
  [formatPercent(percent), formatSpeed(speed), `ETA ${formatEta(eta)}`].filter(Boolean).join('  ')

/** A change in words; undefined for what progress shows anyway. */
export const changeText = (
  news: Exclude<TaskNews, { event: 'progress' }>,
  names: ReadonlyMap<number, string>,
): string | undefined => {
  switch (news.event) {
    case 'task.submitted':
      return 'submitted'
    case 'task.started':
      return news.attempt !== undefined && news.attempt > 1 ? `started, attempt ${news.attempt}` : 'started'
    case 'task.finished':
      return news.status.replace('-', ' ')
    case 'output.changed':
      return news.status === 'queued'
        ? undefined
        : `${names.get(news.output) ?? `output ${news.output}`}: ${news.status}`
    default:
      // A newer server may have more to say.
      return undefined
  }
}
