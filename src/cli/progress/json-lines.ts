import { printJsonLine } from '../format/print.ts'
import type { Output } from '../host.ts'
import type { Reporter } from './reporter.ts'

/** Every event as an object on a line of its own. `eta` in seconds. */
export const createJsonLines = (to: Output): Reporter => ({
  progress: ({ percent, speed, eta, outputs }) =>
    printJsonLine(to, {
      event: 'progress',
      progress: percent,
      ...(speed === undefined ? {} : { speed }),
      ...(eta === undefined ? {} : { eta: Math.round(eta / 100) / 10 }),
      outputs,
    }),
  change: (news) => printJsonLine(to, news),
  end: () => {},
})
