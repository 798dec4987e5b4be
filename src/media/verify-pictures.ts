import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PicturesPart } from '../domain/plan.ts'
import { seconds } from '../domain/units.ts'
import { CheckFailed, type VerifiedPart } from './verified.ts'
import { verifyPicture } from './verify-picture.ts'

/**
 * Single pictures: as many as planned, each whole, of its format and size. Their names tell their times.
 * @throws CheckFailed
 */
export const verifyPictures = async (part: PicturesPart, { dir }: { dir: string }): Promise<VerifiedPart> => {
  const times = await namedTimes(join(dir, dirname(part.pattern)), basename(part.pattern))
  if (times.length < part.least || times.length > part.most) throw miscounted(part, times.length)
  const files = []
  for (const time of times) {
    const path = part.pattern.replace('%d', String(time))
    const file = await verifyPicture(dir, path, { ...part, role: 'picture' })
    files.push({ ...file, time: seconds(part.offset + time / 1_000_000) })
  }
  return { part, files }
}

/** Microseconds in the names of files, in order. */
const namedTimes = async (folder: string, pattern: string): Promise<readonly number[]> => {
  const [before = '', after = ''] = pattern.split('%d')
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((text) => /^\d{1,15}$/.test(text))
    .map(Number)
    .sort((a, b) => a - b)
}

const miscounted = ({ least, most }: PicturesPart, count: number): CheckFailed => {
  const none =
    'No picture came out: the part of the source that was read has no frame that was asked for, or only black ones.'
  const message =
    count === 0 && least < most
      ? none
      : `The output has ${count || 'no'} pictures instead of ${most}${count < most ? ': the source ends early' : ''}.`
  return new CheckFailed('pictures', message, { expected: most, actual: count })
}
