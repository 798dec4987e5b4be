import type { OutputJson, TaskNews } from '../api/types.ts'
import type { Output } from '../host.ts'
import { createBar } from './bar.ts'
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

export type ProgressState = Omit<Extract<TaskNews, { event: 'progress' }>, 'event'>

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

/** Tells a reporter the news. */
export const reportNews =
  (reporter: Reporter) =>
  (news: TaskNews): void => {
    if (news.event === 'progress') {
      const { event: _, ...state } = news
      reporter.progress(state)
    } else reporter.change(news)
  }

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
