import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { descendantsOf, type ProcessStat, programOf, readStat } from './proc.ts'

const REAPER = fileURLToPath(new URL('reaper.pl', import.meta.url))

/** A program under a process that takes in whatever it leaves behind. */
export interface Supervised extends AsyncDisposable {
  readonly pid: number
  /** `performance.now()` at which it was there. */
  readonly startedAt: number
  /** CPU seconds of the program and everything it ever started, ended processes included. */
  readonly cpuSeconds: () => number
  /** Its living processes, itself among them. */
  readonly processes: () => readonly ProcessStat[]
  /** Resolves when the program itself is the only one alive, but for shells that it keeps ready. */
  readonly quiet: () => Promise<void>
  /** Exit status as `wait` gives it, 0 for success, and `performance.now()` of the end. */
  readonly ended: Promise<{ readonly status: number; readonly at: number }>
  /** The last lines of both streams. */
  readonly output: () => string
  readonly onLine: (listener: (line: string) => void) => void
}

export interface SuperviseOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

const KEPT_LINES = 200
const POLL_MS = 5

/** @throws when the command cannot be started */
export const supervise = async (
  command: readonly string[],
  options: SuperviseOptions = {},
): Promise<Supervised> => {
  const reaper = spawn('perl', [REAPER, ...command], { ...options, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  for (const stream of [reaper.stdout, reaper.stderr])
    if (stream)
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (lines.length > KEPT_LINES) lines.shift()
        for (const listener of listeners) listener(line)
      })
  const started = Promise.withResolvers<{ pid: number; at: number }>()
  const ended = Promise.withResolvers<{ status: number; at: number }>()
  ended.promise.catch(() => undefined)
  const words = createInterface({ input: reaper.stdio[3] as Readable })
  words.on('line', (line) => {
    const [word, number = ''] = line.split(' ')
    if (word === 'pid') started.resolve({ pid: Number(number), at: performance.now() })
    if (word === 'exit') ended.resolve({ status: Number(number), at: performance.now() })
  })
  const gone = once(reaper, 'exit').then(() => {
    const error = new Error(`${command[0]} could not be supervised:\n${lines.join('\n')}`)
    started.reject(error)
    ended.reject(error)
  })
  const { pid, at } = await started.promise
  const root = reaper.pid ?? 0
  const processes = () => descendantsOf(root)
  return {
    pid,
    startedAt: at,
    cpuSeconds: () =>
      (readStat(root)?.reaped ?? 0) + processes().reduce((sum, each) => sum + each.own + each.reaped, 0),
    processes,
    quiet: async () => {
      const works = (each: ProcessStat) => each.pid !== pid && programOf(each.pid) !== 'sh'
      while (processes().some(works)) await delay(POLL_MS)
    },
    ended: ended.promise,
    output: () => lines.join('\n'),
    onLine: (listener) => listeners.push(listener),
    [Symbol.asyncDispose]: async () => {
      if (readStat(pid)?.parent === root) process.kill(pid, 'SIGKILL')
      reaper.stdin?.end()
      await gone
    },
  }
}
