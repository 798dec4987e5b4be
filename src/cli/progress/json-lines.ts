import { printJsonLine } from '../format/print.ts'
import type { Output } from '../host.ts'
import type { Reporter } from './reporter.ts'

/** Every event as an object on a line of its own. */
export const createJsonLines = (to: Output): Reporter => ({
  progress: (state) => printJsonLine(to, { event: 'progress', ...state }),
  change: (news) => printJsonLine(to, news),
  end: () => {},
})
