import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './native.ts'

/** Living processes that have to do with a folder: by their working directory or their command line. The server itself names it nowhere. */
export const processesOf = async (folder: string): Promise<string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
      return command.includes(folder) || cwd.startsWith(folder) ? `${pid} ${command}` : undefined
    }),
  )
  return found.filter((line) => line !== undefined)
}

/** @throws naming those that are still there */
export const noProcessOf = async (folder: string): Promise<void> => {
  let last: string[] = []
  try {
    await eventually(
      'end of processes',
      async () => {
        last = await processesOf(folder)
        return last.length === 0
      },
      10_000,
    )
  } catch (cause) {
    throw new Error(`still running:\n${last.join('\n')}`, { cause })
  }
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Attempt folders and unfinished files that lie in a data folder. */
export const leftovers = async (dataDir: string): Promise<string[]> => [
  ...(await namesIn(join(dataDir, 'attempts'))),
  ...(await namesIn(join(dataDir, 'buckets/.tmp'))),
]

export const noLeftovers = (dataDir: string): Promise<true> =>
  eventually(`no leftovers in ${dataDir}`, async () => (await leftovers(dataDir)).length === 0, 10_000)
