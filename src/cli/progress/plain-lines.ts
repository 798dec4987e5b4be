import { printLine } from '../format/print.ts'
import { progressText } from '../format/units.ts'
import type { Output } from '../host.ts'
import { changeText, type Reporter } from './reporter.ts'

/** Between two lines of progress, in milliseconds. */
const INTERVAL_MS = 3000

/** A line at every change and one of progress every few seconds: for logs and pipes. */
export const createPlainLines = (
  to: Output,
  names: ReadonlyMap<number, string>,
  now: () => number,
): Reporter => {
  let last = Number.NEGATIVE_INFINITY
  return {
    progress: (state) => {
      if (now() - last < INTERVAL_MS) return
      last = now()
      printLine(to, progressText(state))
    },
    change: (news) => {
      const text = changeText(news, names)
      if (text !== undefined) printLine(to, text)
    },
    end: () => {},
  }
}
