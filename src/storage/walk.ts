import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { segmentFault } from '../domain/object-key.ts'
import { isMissing } from './disk-errors.ts'
import { statOf } from './object-info.ts'

export interface WalkRange {
  readonly prefix: string
  /** Exclusive; empty for the beginning. */
  readonly after: string
}

interface Place {
  readonly path: string
  /** Key of the folder with its closing slash; empty for the bucket itself. */
  readonly key: string
  /** Identities of the folders on the way here, so that a link to one of them ends the way. */
  readonly above: readonly string[]
}

/**
 * Keys below a bucket's folder in byte order of UTF-8, read folder by folder as they are asked for. Folders that cannot
 * hold a wanted key are not opened; names that cannot be keys are left out.
 */
export async function* walk(bucketPath: string, range: WalkRange): AsyncGenerator<string> {
  const folders = range.prefix.split('/').slice(0, -1)
  if (folders.some((segment) => segmentFault(segment) !== undefined)) return
  const path = join(bucketPath, ...folders)
  yield* walkFolder({ path, key: folders.map((segment) => `${segment}/`).join(''), above: [] }, range)
}

async function* walkFolder(place: Place, range: WalkRange): AsyncGenerator<string> {
  const own = await statOf(place.path)
  if (own === undefined || !own.isDirectory()) return
  const identity = `${own.dev}:${own.ino}`
  if (place.above.includes(identity)) return
  const above = [...place.above, identity]
  for (const entry of await entriesOf(place.path)) {
    const key = place.key + entry.name
    if (!wanted(key, range)) continue
    if (!entry.folder) yield key
    else yield* walkFolder({ path: join(place.path, entry.name.slice(0, -1)), key, above }, range)
  }
}

/** Names in the order of the keys they lead to: a folder sorts as its name with the slash. */
const entriesOf = async (
  path: string,
): Promise<readonly { readonly name: string; readonly folder: boolean }[]> => {
  const entries: { name: string; folder: boolean; bytes: Buffer }[] = []
  for (const entry of await namesIn(path)) {
    if (segmentFault(entry.name) !== undefined) continue
    const to = entry.isSymbolicLink() ? await statOf(join(path, entry.name)) : entry
    if (!to?.isDirectory() && !to?.isFile()) continue
    const folder = to.isDirectory()
    const name = folder ? `${entry.name}/` : entry.name
    entries.push({ name, folder, bytes: Buffer.from(name) })
  }
  return entries.sort((a, b) => Buffer.compare(a.bytes, b.bytes))
}

const namesIn = async (path: string) => {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** For a folder (its key ends with a slash): whether it can hold a wanted key. */
const wanted = (key: string, { prefix, after }: WalkRange): boolean => {
  const folder = key.endsWith('/')
  if (!key.startsWith(prefix) && !(folder && prefix.startsWith(key))) return false
  if (after === '' || (folder && after.startsWith(key))) return true
  return Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0
}
