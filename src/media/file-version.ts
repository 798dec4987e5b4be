import { stat } from 'node:fs/promises'

/**
 * Which state of a file this is: its place on the disk, size and time of change, links followed. Another one after the file
 * was edited or replaced; undefined while nothing is there.
 */
export const fileVersion = async (path: string): Promise<string | undefined> => {
  const facts = await stat(path, { bigint: true }).catch(() => undefined)
  return facts && [facts.dev, facts.ino, facts.size, facts.mtimeNs].join(' ')
}
