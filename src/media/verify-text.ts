import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import { DomainError } from '../domain/problem.ts'
import type { SubtitleDocument } from '../domain/subtitle-document.ts'
import { readSubtitles } from './subtitles/read-subtitles.ts'
import { CheckFailed, finishedFile, type VerifiedPart } from './verified.ts'

/**
 * A file of text alone that says as much as was planned, in its own format.
 * @throws CheckFailed
 */
export const verifyText = async (
  part: Extract<PlannedPart, { role: 'text' }>,
  { dir }: { readonly dir: string },
): Promise<VerifiedPart> => {
  const { path, format, cues } = part
  const file = await finishedFile(dir, path, 'file')
  const document = await read(join(dir, path), path)
  const found = document.kind === 'ass' ? 'ass' : document.format
  if (found !== format)
    throw new CheckFailed('format', `The output is ${found} instead of ${format}.`, {
      ...{ path, expected: format, actual: found },
    })
  const { length } = document.kind === 'ass' ? document.events : document.cues
  if (length !== cues)
    throw new CheckFailed('cues', `The subtitles have ${length} cues instead of ${cues}.`, {
      ...{ path, expected: cues, actual: length },
    })
  return { part, files: [file] }
}

const read = async (file: string, path: string): Promise<SubtitleDocument> => {
  try {
    return await readSubtitles(file)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw new CheckFailed('readable', `The output cannot be read back: ${error.problem.message}`, { path })
  }
}
