import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own that is soon full. Throws with the reason where mounting is not allowed. */
export const smallDisk = (mebibytes: number): { path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), 'pentode-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path], { stdio: 'pipe' })
  } catch (error) {
    rmSync(path, { recursive: true })
    throw error
  }
  return {
    path,
    [Symbol.dispose]: () => {
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Why a small disk cannot be had here; undefined when it can. */
export const noSmallDisk = (): string | undefined => {
  try {
    smallDisk(1)[Symbol.dispose]()
    return undefined
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    return `mounting a tmpfs needs root: ${said}`
  }
}
