import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

/** What works in an attempt's folder: the media programs, and what they are started through. */
const OURS = new Set(['ffmpeg', 'ffprobe', 'bwrap', 'setpriv', 'prlimit'])

/**
 * Ends processes of an earlier run that still work below `folder`. They die with their server, but one that was starting
 * at that very moment may miss it. Answers how many. Only where there is `/proc`.
 */
export const endOrphans = async (folder: string): Promise<number> => {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number)
  const orphans = await Promise.all(
    pids.map(async (pid) => pid !== process.pid && (await worksIn(pid, folder))),
  )
  let ended = 0
  for (const [i, pid] of pids.entries()) if (orphans[i] && end(pid)) ended++
  return ended
}

const worksIn = async (pid: number, folder: string): Promise<boolean> => {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!OURS.has(basename(command.split('\0')[0] ?? ''))) return false
  if (command.includes(`${folder}/`)) return true
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  return cwd.startsWith(`${folder}/`)
}

const end = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // Gone meanwhile.
    return false
  }
}
