import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { judge, mebibytes, NO_TARGET, spread } from './harness/figures.ts'
import { residentOf } from './harness/memory.ts'
import { programOf } from './harness/proc.ts'
import type { Report } from './harness/report.ts'
import { say } from './harness/say.ts'
import { median } from './harness/statistics.ts'
import { supervise } from './harness/supervise.ts'
import { temporaryFolder } from './harness/workspace.ts'
import type { Options } from './options.ts'
import { addressIn, ENTRY, ROOT, serverEnv } from './server/start.ts'

/** After this long without a request a server is idle. */
const IDLE_MS = 3000

interface Start {
  /** From the command to an answer over HTTP, in seconds. */
  readonly seconds: number
  /** Bytes. */
  readonly resident: number
}

/** How soon a server that has run before serves, and what it needs when nobody asks for anything. */
export const start = async ({ pairs }: Options): Promise<Report> => {
  await using folder = await temporaryFolder()
  const data = join(folder.path, 'data')
  await startOnce([process.execPath, ENTRY, 'serve'], data)
  const direct: Start[] = []
  const npm: Start[] = []
  // Without the mark of a set-up, npm would install the dependencies anew.
  const setUp = existsSync(join(ROOT, 'node_modules/.pentode-lock'))
  for (let round = 1; round <= pairs; round++) {
    direct.push(await startOnce([process.execPath, ENTRY, 'serve'], data))
    if (setUp) npm.push(await startOnce(['npm', 'start', '--silent'], data))
    say(`  ${round}/${pairs} ${spread(direct.slice(-1).map((s) => s.seconds))} s`)
  }
  const seconds = (all: readonly Start[]) => all.map((each) => each.seconds)
  const resident = direct.map((each) => mebibytes(each.resident))
  return {
    tables: [
      {
        title: `Start; rounds: ${pairs}`,
        columns: ['', '', 'target', ''],
        rows: [
          ...(setUp
            ? [['`npm start`, s', spread(seconds(npm)), ...judge(median(seconds(npm)), { atMost: 1 }, ' s')]]
            : []),
          [
            '`pentode serve`, s',
            spread(seconds(direct)),
            ...(setUp ? NO_TARGET : judge(median(seconds(direct)), { atMost: 1 }, ' s')),
          ],
          ['Idle memory, MiB', spread(resident), ...judge(median(resident), { atMost: 150 }, ' MiB')],
        ],
      },
    ],
    notes: [
      `A data folder that was used before. Time from the command until \`/health\` answers. Memory: resident, of the server alone, ${IDLE_MS / 1000} s later.`,
      ...(setUp ? [] : ['Without `npm start`: this tree was not set up by it.']),
    ],
  }
}

const startOnce = async (command: readonly string[], dataDir: string): Promise<Start> => {
  await using program = await supervise(command, { cwd: ROOT, env: serverEnv(dataDir) })
  const url = await new Promise<string>((resolve, reject) => {
    program.onLine((line) => {
      const address = addressIn(line)
      if (address) resolve(address)
    })
    program.ended.then(() => reject(new Error(`the server did not start:\n${program.output()}`)), reject)
  })
  const health = await fetch(`${url}/health`)
  if (!health.ok) throw new Error(`/health answers ${health.status}`)
  const seconds = (performance.now() - program.startedAt) / 1000
  await delay(IDLE_MS)
  // Below npm, the server is the process that was started last, but for the shells that it keeps ready.
  const server = program
    .processes()
    .filter(({ pid }) => programOf(pid) !== 'sh')
    .toSorted((a, b) => a.pid - b.pid)
    .at(-1)
  const resident = residentOf({ processes: () => (server ? [server] : []) })
  if (server) process.kill(server.pid, 'SIGTERM')
  await program.ended
  return { seconds, resident }
}
