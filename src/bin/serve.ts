import { availableParallelism } from 'node:os'
import { pino } from 'pino'
import { type Config, readConfig } from '../config/config.ts'
import { instant } from '../domain/units.ts'
import { curlConfig, firstAccessKey, keepAccessKey } from './access-key.ts'
import { openEmbedded } from './embedded.ts'
import { listen } from './http.ts'
import { submitSample } from './sample.ts'
import { VERSION } from './version.ts'

/** Runs the server until SIGINT or SIGTERM; a second signal does not wait. */
export const serve = async (env: NodeJS.ProcessEnv, print: (line: string) => void): Promise<void> => {
  const config = readConfig(env, availableParallelism())
  const log = pino({ level: config.logLevel })
  const stopped = untilSignal()
  await using embedded = await openEmbedded(config, log)
  const { key, isNew } = await firstAccessKey(embedded.store.keys, config, instant(Date.now()))
  const http = await listen(config, embedded, log)
  await keepAccessKey(config, key, http.url)
  embedded.start()
  for (const line of welcome(config, http.url, key, isNew)) print(line)
  log.info({ url: http.url, sandbox: embedded.tools.sandbox.kind }, 'listening')
  if (config.sample)
    void submitSample(embedded, config)
      .then(
        (task) => task && print(`A sample is being transcoded:\n  ${query(config, http.url)}/${task.serial}`),
      )
      .catch((error: unknown) => log.warn({ err: error }, 'no sample task'))
  void embedded.tools
    .ffmpeg()
    .catch((error: unknown) => log.error({ err: error }, 'FFmpeg is not ready; tasks will fail until it is'))
  log.info({ signal: await stopped }, 'stopping')
  await http.close()
}

const untilSignal = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
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
const query = (config: Config, url: string): string => `curl -K ${curlConfig(config)} ${url}/api/v1/tasks`
