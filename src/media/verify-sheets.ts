import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import type { Seconds } from '../domain/units.ts'
import { jpegSize } from './jpeg.ts'
import { CheckFailed, finishedFile, type VerifiedFile, type VerifiedPart } from './verified.ts'

/** How many pictures FFmpeg's `fps` filter takes from a film: it rounds to the nearest, and one there always is. */
export const pictureCount = (duration: Seconds, interval: Seconds): number =>
  Math.max(1, Math.round(duration / interval))

/**
 * Contact sheets: as many as the pictures fill, give or take one picture, each a whole JPEG of the planned size.
 * @throws CheckFailed
 */
export const verifySheets = async (
  part: Extract<PlannedPart, { role: 'sheets' }>,
  { dir }: { dir: string },
): Promise<VerifiedPart> => {
  const perSheet = part.columns * part.rows
  const pictures = pictureCount(part.duration, part.interval)
  const fewest = Math.ceil(Math.max(1, pictures - 1) / perSheet)
  const most = Math.ceil((pictures + 1) / perSheet)
  const count = await countSheets(dir, part.pattern)
  if (count < fewest || count > most)
    throw new CheckFailed(
      'sheets',
      `The output has ${count || 'no'} sheets instead of ${Math.ceil(pictures / perSheet)}: it is ${count < fewest ? 'shorter' : 'longer'} than the source.`,
      { expected: Math.ceil(pictures / perSheet), actual: count },
    )

  const width = part.columns * part.tileWidth
  const height = part.rows * part.tileHeight
  const files: VerifiedFile[] = []
  for (let i = 1; i <= count; i++) {
    const path = sheetPath(part.pattern, i)
    files.push(await finishedFile(dir, path, 'sheet', { hash: true }))
    const size = await jpegSize(join(dir, path))
    if (size?.width !== width || size.height !== height)
      throw new CheckFailed(
        'sheet',
        size
          ? `The sheet ${path} is ${size.width}x${size.height} instead of ${width}x${height}.`
          : `The sheet ${path} is not a whole JPEG.`,
        { path, expected: `${width}x${height}`, actual: size ? `${size.width}x${size.height}` : null },
      )
  }
  return { part, files, pictures: Math.min(pictures, count * perSheet) }
}

/** The name of a sheet, counted from 1. */
export const sheetPath = (pattern: string, number: number): string =>
  pattern.replace('%05d', String(number).padStart(5, '0'))

const countSheets = async (dir: string, pattern: string): Promise<number> => {
  const [before = '', after = ''] = basename(pattern).split('%05d')
  const names = await readdir(join(dir, dirname(pattern))).catch(() => [])
  return names.filter(
    (name) =>
      name.startsWith(before) &&
      name.endsWith(after) &&
      /^\d{5}$/.test(name.slice(before.length, name.length - after.length)),
  ).length
}
