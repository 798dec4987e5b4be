import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { CliError, EXIT } from '../cli/cli-error.ts'
import type { LocalServer, LocalServerOptions } from '../cli/host.ts'
import { layoutOf, readConfig } from '../config/config.ts'
import { instant } from '../domain/units.ts'
import { firstAccessKey } from './access-key.ts'
import { openEmbedded } from './embedded.ts'
import { listen } from './http.ts'
import { JOB_FOLDER, removeLeftBehind } from './left-behind.ts'
import { openLog } from './log.ts'

/**
 * A private server for one job of the command line, on a port of its own. Its data lies beside the outputs, so that a
 * finished file is moved and not copied; all of it is gone at the end.
 */
export const startLocal = async (
  env: NodeJS.ProcessEnv,
  { inputs, outDir }: LocalServerOptions,
): Promise<LocalServer> => {
  const settings = readConfig(env, availableParallelism())
  const dataDir = await makeDataDir(outDir)
  const { accessKey: _, ...rest } = settings
  const config = { ...rest, host: '127.0.0.1', port: 0, dataDir, workers: 1, minFreeBytes: 0, sample: false }
  const log = openLog(env.PENTODE_LOG ?? 'silent')
  try {
    const { buckets } = layoutOf(dataDir)
    await mkdir(join(buckets, 'input'), { recursive: true })
    for (const { name, path } of inputs) await symlink(await realpath(path), join(buckets, 'input', name))
    await symlink(await realpath(outDir), join(buckets, 'outputs'))
    const embedded = await openEmbedded(config, log, { anywhere: true })
    const { key } = await firstAccessKey(embedded.store.keys, config, instant(Date.now()))
    const http = await listen(config, embedded, log)
    embedded.start(http.url)
    return {
      url: http.url,
      keyId: key.id,
      secret: key.secret,
      close: async () => {
        await http.close()
        await embedded[Symbol.asyncDispose]()
        await rm(dataDir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true })
    throw error
  }
}

/** @throws CliError (usage) naming the folder that takes no files */
const makeDataDir = async (outDir: string): Promise<string> => {
  try {
    await mkdir(outDir, { recursive: true })
    await removeLeftBehind(outDir)
    return await mkdtemp(join(resolve(outDir), JOB_FOLDER))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new CliError(`Nothing can be written to the folder ${outDir}${code}.`, EXIT.usage, { cause: error })
  }
}
