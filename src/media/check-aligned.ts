import { toNumber } from '../domain/units.ts'
import { CheckFailed, type VerifiedPart } from './verified.ts'

/**
 * A player that changes renditions goes on with the next segment: those of all encoded renditions begin together, to a frame.
 * @throws CheckFailed
 */
export const checkAligned = (parts: readonly VerifiedPart[]): void => {
  const renditions = parts.flatMap(({ part, files, media }) => {
    if (part.role !== 'rendition' || !part.aligned) return []
    const rate = toNumber(media?.video[0]?.frameRate ?? { num: 0, den: 1 })
    return [{ name: part.name, starts: startsOf(files), frame: rate > 0 ? 1 / rate : 0.1 }]
  })
  const [first, ...others] = renditions
  if (!first) return
  for (const other of others) {
    const slack = Math.max(first.frame, other.frame) + 0.001
    const at = first.starts.findIndex(
      (start, i) => Math.abs(start - (other.starts[i] ?? Number.NaN)) <= slack === false,
    )
    if (at >= 0 || other.starts.length !== first.starts.length)
      throw new CheckFailed(
        'aligned',
        `The segments of ${other.name} do not begin where those of ${first.name} do.`,
        {
          expected: first.starts[at] ?? first.starts.length,
          actual: other.starts[at] ?? other.starts.length,
        },
      )
  }
}

const startsOf = (files: VerifiedPart['files']): readonly number[] => {
  let at = 0
  return files
    .filter((file) => file.role === 'segment')
    .map(({ duration }) => {
      at += duration ?? 0
      return at - (duration ?? 0)
    })
}
