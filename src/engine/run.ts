import { basename } from 'node:path'
import { Duplex } from 'node:stream'
import type { Milliseconds } from '../domain/units.ts'
import { milliseconds } from '../domain/units.ts'
import { BoundedText } from './bounded-text.ts'
import { HOLLOW, lineCounter, UNREAD } from './damage.ts'
import { type EndReason, endingOf } from './ending.ts'
import { isExecutable } from './executable.ts'
import { launch, notBecome } from './launch.ts'
import { PROGRESS_ARGS, type Progress, progressReader } from './progress.ts'
import type { Access, Limits, Sandbox } from './sandbox.ts'
import { signalOfExitCode } from './signals.ts'

export interface RunOptions {
  /** Absolute path. */
  readonly program: string
  readonly args: readonly string[]
  /** The one folder the process may write to, and where it starts. Absent: it may write nowhere and starts in `/`. */
  readonly cwd?: string
  /** Added to the sandbox's own clean environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Ends the process when aborted; its reason is an `EndReason`, anything else counts as `cancelled`. */
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /**
   * Ends the process when no progress figure has changed for so long. The program must be ffmpeg. Moving the index of a
   * large mp4 to its front changes no figure: leave time for copying the largest file once.
   */
  readonly stallMs?: number
  /** The program must be ffmpeg: unless `args` have `-progress pipe:3`, what makes it report is put before them. */
  readonly onProgress?: (progress: Progress) => void
  /** It runs. */
  readonly onStart?: () => void
  /** Captures stdout; one byte more ends the process as `too-much-output`. */
  readonly maxStdoutBytes?: number
  /** Gets stdout as it comes instead of having it captured; false ends the process as `too-much-output`. */
  readonly onStdout?: (chunk: Buffer) => boolean
  /**
   * What the process reads on descriptor 3, when it has come: until then it waits, and no clock runs. Rejection ends it as
   * `cancelled`. Not of a process that reports progress.
   */
  readonly told?: Promise<string>
  readonly sandbox: Sandbox
  readonly readablePaths?: readonly string[]
  readonly limits?: Limits
  /** Absolute paths of other programs that it starts. */
  readonly starts?: readonly string[]
}

/** How a process ended. The first reason wins: a process that was cancelled stays cancelled, however it then exits. */
export type ProcessOutcome = ProcessFacts &
  (
    | { readonly ended: 'exit'; readonly exitCode: number }
    /** By a signal that nobody here sent. */
    | { readonly ended: 'signal'; readonly signal: string }
    | { readonly ended: EndReason }
    | { readonly ended: 'too-much-output' }
    | { readonly ended: 'failed-to-start'; readonly message: string }
  )

export interface ProcessFacts {
  /** The first 4 KiB and the last 12 KiB, without the machine's paths. */
  readonly stderr: string
  /** Packets and frames that FFmpeg said it could not read; counted over all of stderr. */
  readonly unread: number
  /** Packets of H.264 and H.265 that hold no such thing, as far as it looked; counted alike. */
  readonly hollow: number
  /** Whole when it was asked for; else empty. */
  readonly stdout: string
  readonly wallMs: Milliseconds
}

/** A sandbox that has not ended so long after it was told to, in milliseconds, is killed from outside. */
const STUCK_MS = 1000

/**
 * Runs one program in the sandbox until it and all its children are gone. Never rejects: every end is an outcome.
 * Ending kills, at once and all of it: by the sandbox's lifeline where it has one, else by SIGKILL to the process group.
 * FFmpeg's own orderly end would leave a file that looks complete.
 */
export const runProcess = async (options: RunOptions): Promise<ProcessOutcome> => {
  const startedAt = performance.now()
  const stderr = new BoundedText()
  const counters = { unread: lineCounter(UNREAD), hollow: lineCounter(HOLLOW) }
  const stdout: Buffer[] = []
  const facts = (): ProcessFacts => ({
    stderr: withoutPaths(stderr.toString(), options),
    unread: counters.unread.count(),
    hollow: counters.hollow.count(),
    stdout: Buffer.concat(stdout).toString('utf8'),
    wallMs: milliseconds(performance.now() - startedAt),
  })
  if (!(await isExecutable(options.program)))
    return {
      ...facts(),
      ended: 'failed-to-start',
      message: `${basename(options.program)} is not an executable file`,
    }

  using ending = endingOf(options)
  if (ending.reason !== undefined) return { ...facts(), ended: ending.reason }

  const saysItself = options.args.includes('-progress')
  const reports = saysItself || options.onProgress !== undefined || options.stallMs !== undefined
  const args = reports && !saysItself ? [...PROGRESS_ARGS, ...options.args] : options.args
  const command = options.sandbox.wrap(options.program, args, accessOf(options))
  const takesStdout = options.maxStdoutBytes !== undefined || options.onStdout !== undefined
  const pipes = { stdout: takesStdout, third: reports || options.told !== undefined }
  const spare = options.sandbox.spares?.take(command, pipes)
  const child = spare ?? launch(command, pipes)
  // Closing the lifeline ends what is inside the namespaces wherever their set-up stands; the signal is for what is stuck.
  child.stdin?.on('error', () => {})
  let stuck: NodeJS.Timeout | undefined
  ending.begin(() => {
    if (!command.lifeline) return child.kill('SIGKILL')
    child.stdin?.destroy()
    stuck = setTimeout(() => child.kill('SIGKILL'), STUCK_MS)
  })
  options.onStart?.()
  if (!options.told) ending.startClocks()
  else
    options.told.then(
      (text) => {
        ending.startClocks()
        tell(child.stdio[3], text)
      },
      () => ending.end('cancelled'),
    )

  let room = options.maxStdoutBytes ?? Number.POSITIVE_INFINITY
  child.stdout?.on('data', (chunk: Buffer) => {
    room -= chunk.length
    if (room < 0 || options.onStdout?.(chunk) === false) ending.end('too-much-output')
    else if (!options.onStdout) stdout.push(chunk)
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr.push(chunk)
    for (const counter of Object.values(counters)) counter.push(chunk.toString('latin1'))
  })
  if (reports) {
    const read = progressReader((progress) => {
      ending.alive(`${progress.outTime}/${progress.frame}/${progress.totalSize}`)
      options.onProgress?.(progress)
    })
    child.stdio[3]?.on('data', (chunk: Buffer) => read(chunk.toString('latin1')))
  }

  const result = await child
  clearTimeout(stuck)
  child.stdin?.destroy()
  if (ending.reason !== undefined) return { ...facts(), ended: ending.reason }
  if (result.signal !== undefined) return { ...facts(), ended: 'signal', signal: result.signal }
  if (result.exitCode === undefined)
    return {
      ...facts(),
      ended: 'failed-to-start',
      message: `the process did not start (${result.code ?? 'no reason given'})`,
    }
  const unable = spare && notBecome(result.exitCode, stderr.toString())
  if (unable !== undefined)
    return { ...facts(), ended: 'failed-to-start', message: withoutPaths(unable, options) }
  if (options.sandbox.kind === 'bwrap') {
    const signal = signalOfExitCode(result.exitCode)
    if (signal !== undefined) return { ...facts(), ended: 'signal', signal }
    const refused = /^bwrap: (.*)/m.exec(stderr.toString())?.[1]
    if (result.exitCode === 1 && refused !== undefined)
      return {
        ...facts(),
        ended: 'failed-to-start',
        message: `bubblewrap: ${withoutPaths(refused, options)}`,
      }
  }
  return { ...facts(), ended: 'exit', exitCode: result.exitCode }
}

/** Both ends of the pipe are ours to write to; the process may be gone by then. */
const tell = (pipe: unknown, text: string): void => {
  if (!(pipe instanceof Duplex)) return
  pipe.on('error', () => {})
  pipe.resume()
  pipe.end(text)
}

const accessOf = ({ cwd, readablePaths, limits, starts, env }: RunOptions): Access => ({
  ...(env && { env }),
  ...(cwd !== undefined && { cwd }),
  ...(readablePaths && { readablePaths }),
  ...(limits && { limits }),
  ...(starts && { starts }),
})

/** Callers see stderr; where files lie on this machine is not theirs to know. */
const withoutPaths = (text: string, { cwd, readablePaths = [] }: RunOptions): string => {
  const shorter = readablePaths.reduce((sum, path) => sum.replaceAll(path, basename(path)), text)
  return cwd === undefined ? shorter : shorter.replaceAll(`${cwd}/`, '').replaceAll(cwd, '.')
}
