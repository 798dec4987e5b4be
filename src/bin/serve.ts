import { availableParallelism } from 'node:os'
import { type Config, readConfig } from '../config/config.ts'
import { shellQuote } from '../dialects/pentode/mapping/shell.ts'
import { DomainError } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import { curlConfig, firstAccessKey, keepAccessKey } from './access-key.ts'
import { type Embedded, openEmbedded } from './embedded.ts'
import { listen } from './http.ts'
import { openLog } from './log.ts'
import { submitSample } from './sample.ts'
import { VERSION } from './version.ts'

/** Runs the server until SIGINT, SIGTERM or SIGHUP; a second signal does not wait. */
export const serve = async (env: NodeJS.ProcessEnv, print: (line: string) => void): Promise<void> => {
  const config = readConfig(env, availableParallelism())
  const log = openLog(config.logLevel)
  const stopped = untilSignal()
  await using embedded = await openEmbedded(config, log)
  const { key, isNew } = await firstAccessKey(embedded.store.keys, config, instant(Date.now()))
  const http = await listen(config, embedded, log)
  await keepAccessKey(config, key, http.url)
  embedded.start(http.url)
  for (const line of welcome(config, http.url, key, isNew)) print(line)
  log.info({ url: http.url, sandbox: embedded.tools.sandbox.kind }, 'listening')
  void settleIn(embedded, config, http.url, print).catch((error: unknown) =>
    error instanceof DomainError
      ? log.error({ problem: error.problem }, error.message)
      : log.error({ err: error }, 'the sample could not be made'),
  )
  log.info({ signal: await stopped }, 'stopping')
  await http.close()
}

/** Looks at FFmpeg now rather than at the first task, and gives an empty server a sample to show. */
const settleIn = async (
  embedded: Embedded,
  config: Config,
  url: string,
  print: (line: string) => void,
): Promise<void> => {
  await embedded.tools.ffmpeg()
  const task = config.sample ? await submitSample(embedded, config) : undefined
  if (task) print(`A sample is being transcoded:\n  ${query(config, url)}/${task.serial}`)
}

const untilSignal = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve(signal)
      })
  })

const welcome = (
  config: Config,
  url: string,
  key: { id: string; secret: string },
  isNew: boolean,
): string[] => [
  `Pentode ${VERSION} listens on ${url}`,
  `  access key  ${key.id}`,
  ...(isNew ? [`  secret      ${key.secret}`] : []),
  `  data        ${config.dataDir}`,
  `  reference   ${url}/api/v1/reference`,
  'See its tasks:',
  `  ${query(config, url)}`,
]

/** Ready to paste; the secret stays in its file. */
const query = (config: Config, url: string): string =>
  shellQuote(['curl', '-K', curlConfig(config), `${url}/api/v1/tasks`])
