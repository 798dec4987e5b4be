import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'

const CHUNK = 1024 * 1024
/** Files that are put on the disk at the same time. Half of the threads that Node has for files are left to others. */
const LANES = 2

/**
 * Puts a file on the disk for good, and answers its md5 as lower-case hex: it is read while it is written out.
 * A failed fsync is never tried again: the second one may report success for bytes that are lost.
 */
export const makeDurable = async (path: string): Promise<string> => {
  await using file = await open(path, 'r')
  const [md5] = await Promise.all([md5Of(file), file.sync()])
  return md5
}

/** Puts files on the disk for good, a few at a time, without reading them. */
export const makeAllDurable = async (paths: readonly string[]): Promise<void> => {
  const rest = paths.values()
  const lane = async (): Promise<void> => {
    for (const path of rest) await sync(path)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** Puts the names in the folders of these files on the disk. */
export const makeFoldersDurable = async (paths: readonly string[]): Promise<void> => {
  for (const folder of new Set(paths.map((path) => dirname(path)))) await sync(folder)
}

const sync = async (path: string): Promise<void> => {
  await using handle = await open(path, 'r')
  await handle.sync()
}

const md5Of = async (file: FileHandle): Promise<string> => {
  const md5 = createHash('md5')
  for await (const chunk of file.createReadStream({ highWaterMark: CHUNK, autoClose: false }))
    md5.update(chunk)
  return md5.digest('hex')
}
