import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem } from 'node:os'

/** What the figures were measured on, in one line. */
export const describeMachine = (): string =>
  [
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`,
    `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    `Linux ${release()}`,
    `Node ${process.version}`,
    firstLine('ffmpeg', '-version').replace(/^ffmpeg version (\S+).*/, 'FFmpeg $1'),
    `commit ${firstLine('git', 'rev-parse', '--short', 'HEAD')}`,
  ].join('; ')

export const describeLoad = (): string => (loadavg()[0] ?? 0).toFixed(1)

const firstLine = (program: string, ...args: readonly string[]): string => {
  try {
    return (
      execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0] ??
      ''
    )
  } catch {
    return 'unknown'
  }
}
