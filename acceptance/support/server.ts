import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
/** The command as users run it; while working on the sources, `PENTODE_TEST_ENTRY=src/bin/main.ts` spares the build. */
export const ENTRY = join(root, process.env.PENTODE_TEST_ENTRY ?? 'bin/pentode.mjs')

export interface RunningServer extends AsyncDisposable {
  readonly url: string
  readonly keyId: string
  readonly secret: string
  readonly dataDir: string
  readonly pid: number
  /** Everything printed so far, both streams. */
  readonly output: () => string
  /** SIGTERM, and waits; answers the exit code. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL, as a power cut would. The data folder stays. */
  readonly kill: () => Promise<void>
}

export interface ServerSettings {
  /** Absent: a new temporary folder, removed at disposal. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Starts a real server as a process of its own on a free port, without the first-start sample, and waits until it
 * listens. Dispose it: `await using server = await startServer()`.
 */
export const startServer = async (settings: ServerSettings = {}): Promise<RunningServer> => {
  const dataDir = settings.dataDir ?? (await mkdtemp(join(tmpdir(), 'pentode-acceptance-')))
  const child = spawn(process.execPath, [ENTRY, 'serve'], {
    env: { ...process.env, PENTODE_PORT: '0', PENTODE_DATA: dataDir, PENTODE_SAMPLE: 'off', ...settings.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const output = () => lines.join('\n')
  try {
    const url = await listening(child, output)
    const { id, secret } = JSON.parse(await readFile(join(dataDir, 'access-key.json'), 'utf8')) as {
      id: string
      secret: string
    }
    const end = async (signal: NodeJS.Signals): Promise<number | null> => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill(signal)
        await gone
      }
      return child.exitCode
    }
    return {
      url,
      keyId: id,
      secret,
      dataDir,
      pid: child.pid ?? 0,
      output,
      stop: () => end('SIGTERM'),
      kill: async () => void (await end('SIGKILL')),
      [Symbol.asyncDispose]: async () => {
        await end('SIGKILL')
        if (settings.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** The address from the line that says it; rejects with what was printed when the server ends instead. */
const listening = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it listened:\n${output()}`)),
    )
    child.stdout?.on('data', () => {
      const url = /listens on (http:\/\/\S+)/.exec(output())?.[1]
      // The key file is written before the line is printed.
      if (url) resolve(url)
    })
  })
