import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import { parseCues } from '../packaging/webvtt-cues.ts'
import { CheckFailed, finishedFile, type VerifiedPart } from './verified.ts'

/** Cues may outlast the picture a little; players stop with it. Seconds. */
const OVERHANG = 60

/**
 * A WebVTT file whose cues lie within the film.
 * @throws CheckFailed
 */
export const verifySubtitles = async (
  part: Extract<PlannedPart, { role: 'subtitles' }>,
  { dir }: { dir: string },
): Promise<VerifiedPart> => {
  const file = await finishedFile(dir, part.path, 'subtitles')
  const cues = cuesOf(await readFile(join(dir, part.path), 'utf8'), part.path)
  if (cues.length !== part.cues)
    throw new CheckFailed('cues', `The subtitles have ${cues.length} cues instead of ${part.cues}.`, {
      path: part.path,
      expected: part.cues,
      actual: cues.length,
    })
  const last = cues.reduce((latest, cue) => Math.max(latest, cue.start), 0)
  if (part.duration > 0 && last > part.duration + OVERHANG)
    throw new CheckFailed('subtitles', `A cue of the subtitles begins at ${last} s, after the end.`, {
      path: part.path,
      expected: part.duration,
      actual: last,
    })
  return { part, files: [file] }
}

const cuesOf = (text: string, path: string) => {
  try {
    return parseCues(text)
  } catch (error) {
    throw new CheckFailed(
      'subtitles',
      `The output's subtitles cannot be read: ${(error as Error).message}.`,
      { path },
    )
  }
}
