import { type Destination, expand, formatNumber, PICTURE_NUMBERS } from '../domain/destination.ts'
import type { VerifiedPart } from '../media/verified.ts'
import type { Arrangement } from './lay-out.ts'

/** Pictures under the names that were asked for, in order of time. */
export const layOutSnapshots = (
  { key, parts }: Destination,
  verified: readonly VerifiedPart[],
): Arrangement => {
  const [found] = verified
  if (found?.part.role !== 'pictures') throw new Error('a verified snapshots output has pictures')
  const { width, height, offset } = found.part
  const template = found.files.length > 1 && !/\{(?:number|time)\}/.test(key) ? numbered(key) : key
  const pictures = found.files.map(({ time = offset, ...file }, i) => ({
    ...file,
    time,
    key: expand(template, {
      number: formatNumber(parts?.numbers ?? PICTURE_NUMBERS, i),
      time: timeText(time),
    }),
  }))
  return {
    files: pictures.map((picture) => ({
      key: picture.key,
      role: 'picture',
      from: picture.path,
      size: picture.size,
      ...(picture.md5 === undefined ? {} : { md5: picture.md5 }),
    })),
    facts: { pictures: pictures.map(({ key, time, size }) => ({ key, time, width, height, size })) },
  }
}

/** `a/cover.jpg` → `a/cover_{number}.jpg` */
const numbered = (key: string): string => key.replace(/(\.[^./]*)?$/, '_{number}$1')

/** Seconds without needless zeros: `3`, `12.5`. */
const timeText = (time: number): string => String(Math.round(time * 1000) / 1000)
