import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

/** Whether the path names a file that this process may run. */
export const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** The absolute path of a program on a `PATH`; relative folders on it are passed over. */
export const executableOnPath = async (name: string, path: string): Promise<string | undefined> => {
  for (const folder of path.split(':').filter(isAbsolute)) {
    const candidate = join(folder, name)
    if (await isExecutable(candidate)) return candidate
  }
  return undefined
}
