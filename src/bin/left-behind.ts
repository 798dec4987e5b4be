import { access, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { milliseconds } from '../domain/units.ts'
import { openStore } from '../store/open-store.ts'

/** Begins the names of folders that one job has for itself, beside its outputs. */
export const JOB_FOLDER = '.pentode-'

/** A job that has only just begun may not hold its folder yet; in milliseconds. */
const YOUNG_MS = 60_000

/**
 * Removes the folders of jobs that were killed before they could do it themselves. Whoever still works holds the store in
 * its folder, so that what can be opened belongs to nobody. Nothing here may stop the job that cleans up.
 */
export const removeLeftBehind = async (outDir: string): Promise<void> => {
  const names = await readdir(outDir).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(JOB_FOLDER)))
    await removeUnused(join(outDir, name)).catch(() => {})
}

const removeUnused = async (folder: string): Promise<void> => {
  const { mtimeMs } = await stat(folder)
  if (Date.now() - mtimeMs < YOUNG_MS) return
  await access(join(folder, 'pentode.db'))
  const store = await openStore({ directory: folder, busyTimeout: milliseconds(0) })
  await store[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
}
