import { readdir, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { usageError } from '../cli-error.ts'
import type { Target } from './targets.ts'

/**
 * Looks for what the outputs would replace. The input is never replaced; other files only when `force` says so.
 * @param input path of the source; absent for a URL
 * @throws CliError (usage) naming the file in the way
 */
export const refuseOverwrite = async (
  outDir: string,
  targets: readonly Target[],
  input: string | undefined,
  force: boolean,
): Promise<void> => {
  const present = await readdir(outDir).catch(() => [])
  const source = input === undefined ? undefined : await stat(input)
  for (const target of targets)
    for (const name of present.filter(belongsTo(target))) {
      const path = join(outDir, name)
      const found = await stat(path).catch(() => undefined)
      const isInput = source && found?.ino === source.ino && found.dev === source.dev
      if (isInput || (found?.isDirectory() && input?.startsWith(path + sep)))
        throw usageError(`The output ${path} would replace the input. Choose another --name or --out.`)
      if (!force) throw usageError(`${path} is there already. Use --force to replace it.`)
    }
}

/** Whether a name in the output folder would be written by this output. */
const belongsTo = ({ kind, key, stem }: Target): ((name: string) => boolean) => {
  if (kind === 'stream') return (name) => name === stem
  if (kind === 'file') return (name) => name === key
  return (name) =>
    name === key || (name.startsWith(`${stem}_`) && /^\d+\.jpg$/.test(name.slice(stem.length + 1)))
}
