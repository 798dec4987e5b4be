import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from './api/client.ts'
import { CliError } from './cli-error.ts'
import type { Host } from './host.ts'

const DEFAULT_URL = 'http://127.0.0.1:7005'

/**
 * Where the server is and with which key: the environment first, then the file a server leaves in its data folder.
 * The file's key goes to the file's server only.
 * @throws CliError when there is no key
 */
export const findConnection = async (env: Host['env']): Promise<Connection> => {
  const url = setting(env, 'PENTODE_URL')
  const keyId = setting(env, 'PENTODE_ACCESS_KEY_ID')
  const secret = setting(env, 'PENTODE_ACCESS_KEY_SECRET')
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new CliError(`PENTODE_URL is not an http or https URL: ${JSON.stringify(url)}.`)
  if (keyId !== undefined && secret !== undefined) return { url: url ?? DEFAULT_URL, keyId, secret }
  if (keyId !== undefined || secret !== undefined)
    throw new CliError(
      'PENTODE_ACCESS_KEY_ID and PENTODE_ACCESS_KEY_SECRET go together: set both, or neither.',
    )

  const path = join(setting(env, 'PENTODE_DATA') ?? 'data', 'access-key.json')
  const kept = await readKept(path)
  if (!kept)
    throw new CliError(
      `There is no access key: ${path} is not there. Start a server here with "pentode serve", or set PENTODE_ACCESS_KEY_ID and PENTODE_ACCESS_KEY_SECRET.`,
    )
  if (url !== undefined && URL.parse(url)?.origin !== URL.parse(kept.url)?.origin)
    throw new CliError(
      `The key in ${path} belongs to ${kept.url}, not to ${url}. Set PENTODE_ACCESS_KEY_ID and PENTODE_ACCESS_KEY_SECRET.`,
    )
  return kept
}

const setting = (env: Host['env'], name: string): string | undefined => env[name]?.trim() || undefined

const readKept = async (path: string): Promise<Connection | undefined> => {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof kept !== 'object' || kept === null) return undefined
    const { id, secret, url = DEFAULT_URL } = kept as Record<string, unknown>
    return typeof id === 'string' && typeof secret === 'string' && typeof url === 'string'
      ? { url, keyId: id, secret }
      : undefined
  } catch {
    return undefined
  }
}
