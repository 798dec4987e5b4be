import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { SheetsPart } from '../domain/plan.ts'
import { CheckFailed, type VerifiedFile, type VerifiedPart } from './verified.ts'
import { verifyPicture } from './verify-picture.ts'

/**
 * Contact sheets: as many pictures on them as planned, and each sheet whole, of its format and size.
 * @throws CheckFailed
 */
export const verifySheets = async (part: SheetsPart, { dir }: { dir: string }): Promise<VerifiedPart> => {
  const { columns, rows, tileWidth, tileHeight, padding, margin, format } = part
  const pictures = await countPictures(join(dir, part.list))
  if (pictures < part.least || pictures > part.count)
    throw new CheckFailed(
      'pictures',
      `The sheets hold ${pictures || 'no'} pictures instead of ${part.count}: the output is ${pictures < part.count ? 'shorter' : 'longer'} than the source.`,
      { expected: part.count, actual: pictures },
    )
  const expected = Math.ceil(pictures / (columns * rows))
  const count = await countSheets(dir, part.pattern)
  if (count !== expected)
    throw new CheckFailed('sheets', `The output has ${count || 'no'} sheets instead of ${expected}.`, {
      expected,
      actual: count,
    })
  const size = {
    width: columns * tileWidth + (columns - 1) * padding + 2 * margin,
    height: rows * tileHeight + (rows - 1) * padding + 2 * margin,
  }
  const files: VerifiedFile[] = []
  for (let i = 1; i <= count; i++)
    files.push(await verifyPicture(dir, sheetPath(part.pattern, i), { role: 'sheet', format, ...size }))
  return { part, files, pictures }
}

/** The name of a sheet, counted from 1. */
export const sheetPath = (pattern: string, number: number): string =>
  pattern.replace('%05d', String(number).padStart(5, '0'))

/** One line for each picture that went onto a sheet. */
const countPictures = async (list: string): Promise<number> => {
  const text = await readFile(list, 'latin1').catch(() => '')
  return text.split('\n').filter((line) => line.startsWith('frame:')).length
}

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
