import { type Destination, expand, formatNumber, PICTURE_NUMBERS } from '../domain/destination.ts'
import { PICTURE_EXTENSIONS } from '../domain/picture-spec.ts'
import type { VerifiedPart } from '../media/verified.ts'
import { spriteVtt } from '../media/webvtt.ts'
import { folderOf, stemOf, uriOf } from './keys.ts'
import type { Arrangement } from './lay-out.ts'

/** Sheets under the names that were asked for, and the WebVTT that finds each picture in them. */
export const layOutSprite = ({ key, parts }: Destination, verified: readonly VerifiedPart[]): Arrangement => {
  const [found] = verified
  if (found?.part.role !== 'sheets') throw new Error('a verified sprite output has sheets')
  const { tileWidth, tileHeight, format } = found.part
  const template = parts?.sheet ?? `${stemOf(key)}_{number}.${PICTURE_EXTENSIONS[format]}`
  const sheetName = (i: number): string =>
    expand(template, { number: formatNumber(parts?.numbers ?? PICTURE_NUMBERS, i) })
  const count = found.pictures ?? 0
  const text = spriteVtt({
    ...found.part,
    count,
    sheetName: (i) => uriOf(sheetName(i)),
  })
  return {
    files: [
      ...found.files.map((file, i) => ({
        key: folderOf(key) + sheetName(i),
        role: 'sheet' as const,
        from: file.path,
        size: file.size,
        ...(file.md5 === undefined ? {} : { md5: file.md5 }),
      })),
      { key, role: 'vtt', text },
    ],
    facts: { sprite: { count, tileWidth, tileHeight } },
  }
}
