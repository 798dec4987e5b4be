import { randomUUID } from 'node:crypto'
import {
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  unlink,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { STAGED_PREFIX } from '../domain/object-key.ts'
import { codeOf, isMissing } from './disk-errors.ts'
import { makeFolders, sync } from './durable.ts'

/** Where files grow before they get their name; on the file system of the buckets, and no bucket's name. */
export interface Staging {
  /** A path that nothing has yet. */
  newPath(): string
  /**
   * Gives a whole, synced file its place below `top`. Across file systems it is copied to beside its place first, so
   * that a reader still sees all or nothing. With `onlyNew` a file that is there already is an `EEXIST`.
   */
  place(from: string, to: string, top: string, options?: { readonly onlyNew: boolean }): Promise<Placed>
  /** Removes what a killed process left. Only while nothing else writes. Answers how many. */
  sweep(): Promise<number>
}

export interface Placed {
  /** Folders that want a sync. */
  readonly touched: readonly string[]
  /** It is another file now, with an identity of its own. */
  readonly copied: boolean
}

/** A folder made for a file can be swept away by a delete beside it before the file arrives. */
const PLACE_TRIES = 5

export const openStaging = async (folder: string): Promise<Staging> => {
  await mkdir(folder, { recursive: true })
  const newPath = () => join(folder, randomUUID())
  return {
    newPath,
    place: async (from, to, top, { onlyNew } = { onlyNew: false }) => {
      const name = onlyNew ? nameNew : rename
      for (let attempt = 1; ; attempt++) {
        const touched = await makeFolders(top, dirname(to))
        try {
          return { touched, copied: await move(from, to, newPath(), name) }
        } catch (error) {
          const again = codeOf(error) === 'ENOENT' && attempt < PLACE_TRIES && (await exists(from))
          if (!again) throw error
        }
      }
    },
    sweep: async () => {
      const names = await readdir(folder)
      for (const name of names) await sweepOne(join(folder, name))
      return names.length
    },
  }
}

type Naming = (from: string, to: string) => Promise<void>

/** Like a rename, but it replaces nothing: of several at once one has the name. */
const nameNew: Naming = async (from, to) => {
  await link(from, to)
  await unlink(from)
}

const move = async (from: string, to: string, mark: string, name: Naming): Promise<boolean> => {
  try {
    await name(from, to)
    return false
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    await moveAcross(from, to, mark, name)
    return true
  }
}

/** The mark is a link that leads the sweep to a copy that was cut short. */
const moveAcross = async (from: string, to: string, mark: string, name: Naming): Promise<void> => {
  const copy = join(dirname(to), STAGED_PREFIX + basename(mark))
  await symlink(copy, mark)
  try {
    await copyFile(from, copy)
    await sync(copy)
    await name(copy, to)
  } catch (error) {
    await rm(copy, { force: true })
    throw error
  } finally {
    await unlink(mark)
  }
  await unlink(from)
}

const sweepOne = async (path: string): Promise<void> => {
  if ((await lstat(path)).isSymbolicLink()) {
    const copy = await readlink(path)
    if (basename(copy).startsWith(STAGED_PREFIX)) await rm(copy, { force: true })
  }
  await rm(path, { recursive: true, force: true })
}

export const exists = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
