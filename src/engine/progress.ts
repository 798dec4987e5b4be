import { type Bytes, bytes, type Seconds, seconds } from '../domain/units.ts'

/** One report of a running FFmpeg. What it does not know yet, or cannot know, is absent. */
export interface Progress {
  /** How far the output timeline has come. */
  readonly outTime: Seconds
  readonly frame?: number
  /** Frames per wall second. */
  readonly fps?: number
  /** Timeline seconds per wall second. */
  readonly speed?: number
  /** Of the first output file. */
  readonly totalSize?: Bytes
  /** The last report: all outputs are written. */
  readonly done: boolean
}

/** How much of a timeline of this length is done, 0 to 1; 0 where it has none. */
export const shareOf = ({ outTime }: Pick<Progress, 'outTime'>, duration: Seconds): number =>
  duration > 0 ? Math.min(1, outTime / duration) : 0

/** Makes FFmpeg report twice a second on file descriptor 3, and keeps its terminal status line out of stderr. */
export const PROGRESS_ARGS = ['-nostats', '-stats_period', '0.5', '-progress', 'pipe:3'] as const

const LINE_LIMIT = 4096

/** Turns the `key=value` lines of `-progress` into reports; chunks may be cut anywhere. */
export const progressReader = (onProgress: (progress: Progress) => void): ((chunk: string) => void) => {
  let rest = ''
  let fields: Record<string, string> = {}
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(0, LINE_LIMIT)
    for (const line of lines) {
      const at = line.indexOf('=')
      if (at < 0) continue
      const key = line.slice(0, at).trim()
      const value = line.slice(at + 1).trim()
      if (key !== 'progress') fields[key] = value
      else {
        onProgress(toProgress(fields, value === 'end'))
        fields = {}
      }
    }
  }
}

const toProgress = (fields: Readonly<Record<string, string>>, done: boolean): Progress => {
  const frame = number(fields.frame)
  const fps = number(fields.fps)
  const speed = number(fields.speed?.replace(/x$/, ''))
  const totalSize = number(fields.total_size)
  return {
    outTime: seconds(Math.max(0, (number(fields.out_time_us) ?? 0) / 1e6)),
    ...(frame !== undefined && { frame }),
    ...(fps !== undefined && { fps }),
    ...(speed !== undefined && { speed }),
    ...(totalSize !== undefined && { totalSize: bytes(totalSize) }),
    done,
  }
}

/** FFmpeg writes what it does not know as `N/A`, and a timestamp that is not set as a huge negative number. */
const number = (text: string | undefined): number | undefined => {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}
