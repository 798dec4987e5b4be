import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from './disk-errors.ts'

/** Forces a file's bytes, or a folder's names, to the disk. A failed one is never tried again: it would lie. */
export const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Syncs folders; one that is gone again, as its last object was deleted meanwhile, needs none. */
export const syncAll = async (folders: Iterable<string>): Promise<void> => {
  for (const folder of folders) {
    try {
      await sync(folder)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}

/**
 * Makes `folder` below `top` and answers every folder between them, ends included. They all want a sync, those that
 * were there too: another writer may have made them a moment ago and not have synced them yet.
 */
export const makeFolders = async (top: string, folder: string): Promise<readonly string[]> => {
  if (folder !== top) await mkdir(folder, { recursive: true })
  return foldersBetween(top, folder)
}

export const foldersBetween = (top: string, folder: string): readonly string[] => {
  const chain = [folder]
  for (let at = folder; at !== top; chain.push(at)) at = dirname(at)
  return chain
}
