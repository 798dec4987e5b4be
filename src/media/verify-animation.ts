import { join } from 'node:path'
import type { AnimationPart } from '../domain/plan.ts'
import { readImage } from './images/image-facts.ts'
import { CheckFailed, finishedFile, type VerifiedPart } from './verified.ts'

/** GIF counts hundredths of a second and WebP thousandths: what rounding may add up to for each frame, in seconds. */
const ROUNDING = { gif: 0.005, webp: 0.0005 } as const

/**
 * One moving picture: whole, of its size, with all of its frames, as long and as often played as planned.
 * @throws CheckFailed
 */
export const verifyAnimation = async (
  part: AnimationPart,
  { dir }: { dir: string },
): Promise<VerifiedPart> => {
  const { path, format } = part
  const file = await finishedFile(dir, path, 'file')
  const facts = await readImage(join(dir, path), format)
  if (!facts)
    throw new CheckFailed('readable', `The output is not a whole ${format.toUpperCase()}.`, {
      path,
      actual: null,
    })
  const { width, height, duration = 0, plays = 1 } = facts
  const check = (name: string, good: boolean, expected: number, actual: number): void => {
    if (!good)
      throw new CheckFailed(name, `The output's ${name} is ${actual} instead of ${expected}.`, {
        path,
        expected,
        actual,
      })
  }
  check('width', width === part.width, part.width, width)
  check('height', height === part.height, part.height, height)
  // WebP shows equal pictures as one that stays longer. One picture is a still, which has no length.
  const joined = format === 'webp' && facts.frames < part.frames
  check('frames', joined || facts.frames === part.frames, part.frames, facts.frames)
  const off = facts.frames === 1 ? 0 : Math.abs(duration - part.duration)
  check('duration', off <= 0.05 + part.frames * ROUNDING[format], part.duration, duration)
  check('plays', facts.frames === 1 || plays === part.plays, part.plays, plays)
  return { part, files: [file], animation: { format, width, height, frames: facts.frames, duration, plays } }
}
