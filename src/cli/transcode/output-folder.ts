import { mkdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CliError, EXIT } from '../cli-error.ts'

/** The folder outputs go to. Disposing takes it away again if this command made it and nothing is in it. */
export interface OutputFolder extends AsyncDisposable {
  /** Absolute. */
  readonly path: string
  /** Takes files (keys) away, and the folders that become empty by that. */
  readonly remove: (keys: readonly string[]) => Promise<void>
}

/** @throws CliError (usage) when it cannot be made */
export const openOutputFolder = async (text: string): Promise<OutputFolder> => {
  const path = resolve(text)
  const made = await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`The folder ${text} cannot be made (${error.code}).`, EXIT.usage, { cause: error })
  })
  return {
    path,
    remove: async (keys) => {
      for (const key of keys) await rm(join(path, key), { force: true })
      for (const folder of new Set(keys.map((key) => dirname(join(path, key)))))
        await removeEmpty(folder, path)
    },
    [Symbol.asyncDispose]: async () => {
      if (made !== undefined) await removeEmpty(path, dirname(made))
    },
  }
}

/** Takes empty folders away, upwards from `from` to below `end`. */
const removeEmpty = async (from: string, end: string): Promise<void> => {
  for (let folder = from; folder !== end && folder !== dirname(folder); folder = dirname(folder)) {
    try {
      await rmdir(folder)
    } catch {
      return
    }
  }
}
