import { rmdir, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from './disk-errors.ts'
import { sync } from './durable.ts'
import { objectInfo } from './object-info.ts'

/** Removes a file and the folders that it leaves empty, up to `top`. False when there is no such file. */
export const deleteObject = async (top: string, path: string): Promise<boolean> => {
  if ((await objectInfo(path, '', '')) === undefined) return false
  try {
    await unlink(path)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
  let folder = dirname(path)
  while (folder !== top && (await removedEmpty(folder))) folder = dirname(folder)
  try {
    await sync(folder)
  } catch (error) {
    // Another delete has taken the folder away, and synced that.
    if (!isMissing(error)) throw error
  }
  return true
}

/** Not empty, a link of the administrator's, or gone already: all are the end of the way up. */
const removedEmpty = async (folder: string): Promise<boolean> => {
  try {
    await rmdir(folder)
    return true
  } catch {
    return false
  }
}
