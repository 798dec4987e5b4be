import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ObjectInfo } from '../domain/ports.ts'
import { bytes, instant } from '../domain/units.ts'
import { isMissing } from './disk-errors.ts'

/** Facts of a file, links followed; undefined when there is none, or it is not a plain file. */
export const objectInfo = async (
  path: string,
  bucket: string,
  key: string,
): Promise<ObjectInfo | undefined> => {
  const found = await statOf(path)
  if (!found?.isFile()) return undefined
  return {
    bucket,
    key,
    size: bytes(Number(found.size)),
    modifiedAt: instant(Number(found.mtimeNs / 1_000_000n)),
    etag: [found.mtimeNs, found.size, found.ino].map((n) => n.toString(16)).join('-'),
  }
}

export const statOf = async (path: string): Promise<BigIntStats | undefined> => {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export const isFolder = async (path: string): Promise<boolean> => (await statOf(path))?.isDirectory() ?? false
