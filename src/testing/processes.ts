import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Asks again and again until the answer is yes. @throws when it never was. */
export const until = async (
  what: string,
  ask: () => Promise<boolean> | boolean,
  timeoutMs = 15_000,
): Promise<void> => {
  const deadline = performance.now() + timeoutMs
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`)
    await delay(20)
  }
}

/** Living processes of this machine that have the word in their command line; zombies do not count. */
export const pidsWith = async (word: string, program = ''): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return line.includes(word) && line.split('\0')[0]?.endsWith(program) ? pid : undefined
    }),
  )
  return found.filter((pid) => pid !== undefined)
}
