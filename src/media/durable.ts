import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

const CHUNK = 1024 * 1024

/**
 * Puts a file on the disk for good, and answers its md5 as lower-case hex when `hash` is set.
 * A failed fsync is never tried again: the second one may report success for bytes that are lost.
 */
export const makeDurable = async (path: string, options: { hash: boolean }): Promise<string | undefined> => {
  await using file = await open(path, 'r')
  await file.sync()
  if (!options.hash) return undefined
  const md5 = createHash('md5')
  for await (const chunk of file.createReadStream({ highWaterMark: CHUNK, autoClose: false }))
    md5.update(chunk)
  return md5.digest('hex')
}

/** Puts the names in the folders of these files on the disk. */
export const makeFoldersDurable = async (paths: readonly string[]): Promise<void> => {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    await using handle = await open(folder, 'r')
    await handle.sync()
  }
}
