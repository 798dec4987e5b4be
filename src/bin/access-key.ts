import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { layoutOf } from '../config/config.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import type { AccessKey, KeyStore } from '../domain/ports.ts'
import type { Instant } from '../domain/units.ts'

/** The one project of a server that was not told of others. */
export const DEFAULT_PROJECT = projectId('default')

/**
 * The first access key: the configured one, or one made at the first start. Stored, and kept in the data folder for the
 * command line (readable by the owner only). `isNew`: it was made just now and should be shown.
 */
export const firstAccessKey = async (
  keys: KeyStore,
  config: Config,
  now: Instant,
): Promise<{ key: AccessKey; isNew: boolean }> => {
  const configured = config.accessKey
  if (configured) {
    const key: AccessKey = {
      id: accessKeyId(configured.id),
      secret: configured.secret,
      project: DEFAULT_PROJECT,
      createdAt: now,
    }
    await keys.put(key)
    return { key, isNew: false }
  }
  const kept = await readKept(config)
  const known = kept && (await keys.get(accessKeyId(kept.id)))
  if (known) return { key: known, isNew: false }
  // Letters and digits only: some clients put ids into headers and URLs without escaping.
  const key: AccessKey = {
    id: accessKeyId(`AKID${randomBytes(16).toString('hex')}`),
    secret: randomBytes(20).toString('hex'),
    project: DEFAULT_PROJECT,
    createdAt: now,
  }
  await keys.put(key)
  return { key, isNew: true }
}

/** Leaves the key, with the server's address, where `pentode` commands and `curl -K` on this machine find it. */
export const keepAccessKey = async (config: Config, key: AccessKey, url: string): Promise<void> => {
  const mode = 0o600
  await writeFile(
    layoutOf(config.dataDir).accessKey,
    `${JSON.stringify({ id: key.id, secret: key.secret, url }, null, 2)}\n`,
    { mode },
  )
  await writeFile(curlConfig(config), `user = "${key.id}:${key.secret}"\n`, { mode })
}

/** A file for `curl -K`: the secret stays off the command line. */
export const curlConfig = (config: Config): string => join(config.dataDir, 'curlrc')

const readKept = async (config: Config): Promise<{ id: string } | undefined> => {
  try {
    const kept: unknown = JSON.parse(await readFile(layoutOf(config.dataDir).accessKey, 'utf8'))
    return typeof kept === 'object' && kept !== null && 'id' in kept && typeof kept.id === 'string'
      ? { id: kept.id }
      : undefined
  } catch {
    return undefined
  }
}
