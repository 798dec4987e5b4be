import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Supervised, supervise } from '../harness/supervise.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The command as users run it; while working on the sources, `PENTODE_TEST_ENTRY=src/bin/main.ts` spares the build. */
export const ENTRY = join(ROOT, process.env.PENTODE_TEST_ENTRY ?? 'bin/pentode.mjs')

export interface Server extends AsyncDisposable {
  readonly url: string
  readonly keyId: string
  readonly secret: string
  readonly dataDir: string
  readonly program: Supervised
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<void>
}

/** What every measured server is set to. */
export const serverEnv = (
  dataDir: string,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({
  ...process.env,
  PENTODE_PORT: '0',
  PENTODE_DATA: dataDir,
  PENTODE_SAMPLE: 'off',
  PENTODE_RATE_LIMITS: 'off',
  PENTODE_LOG: 'warn',
  ...more,
})

/** The address in the line that says it. */
export const addressIn = (line: string): string | undefined => /listens on (http:\/\/\S+)/.exec(line)?.[1]

/** Starts a server as a process of its own on a free port. @throws when it ends before it listens, with its words */
export const startServer = async (
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> => {
  const program = await supervise([process.execPath, ENTRY, 'serve'], { env: serverEnv(dataDir, env) })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      program.onLine((line) => {
        const address = addressIn(line)
        if (address) resolve(address)
      })
      program.ended.then(
        () => reject(new Error(`the server ended before it listened:\n${program.output()}`)),
        reject,
      )
    })
    const key = JSON.parse(await readFile(join(dataDir, 'access-key.json'), 'utf8')) as {
      id: string
      secret: string
    }
    return {
      url,
      keyId: key.id,
      secret: key.secret,
      dataDir,
      program,
      stop: async () => {
        process.kill(program.pid, 'SIGTERM')
        await program.ended
        await program[Symbol.asyncDispose]()
      },
      [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
    }
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}
