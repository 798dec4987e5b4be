import cliProgress from 'cli-progress'
import { formatEta, formatSpeed } from '../format/units.ts'
import type { Output } from '../host.ts'
import type { Reporter } from './reporter.ts'

/** One bar for a whole task; failed outputs are said at the end. */
export const createBar = (to: Output, names: ReadonlyMap<number, string>): Reporter => {
  const bar = new cliProgress.SingleBar(
    {
      format: `{bar} {percentage} %  {speed}  ETA {left}{failed}`,
      stream: to,
      barsize: 30,
      hideCursor: true,
      linewrap: null,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  )
  const failed: string[] = []
  const note = (): string => (failed.length === 0 ? '' : `  failed: ${failed.join(', ')}`)
  bar.start(100, 0, { speed: formatSpeed(undefined), left: formatEta(undefined), failed: '' })
  return {
    progress: ({ progress, speed, eta }) =>
      bar.update(Math.floor(progress), {
        speed: formatSpeed(speed),
        left: formatEta(eta),
        failed: note(),
      }),
    change: (news) => {
      if (news.event === 'output.changed' && news.status === 'failed') {
        failed.push(names.get(news.output) ?? String(news.output))
        bar.update({ failed: note() })
      }
      if (news.event === 'task.finished' && news.status === 'succeeded')
        bar.update(100, { left: formatEta(0) })
    },
    end: () => bar.stop(),
  }
}
