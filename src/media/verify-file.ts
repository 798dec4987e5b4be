import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import { checkMedia } from './check-media.ts'
import type { Prober } from './probe.ts'
import { finishedFile, probeOutput, type VerifiedPart } from './verified.ts'

/**
 * One muxed file.
 * @throws CheckFailed
 */
export const verifyFile = async (
  part: Extract<PlannedPart, { role: 'file' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const file = await finishedFile(dir, part.path, 'file', { hash: true })
  const media = await probeOutput(prober, join(dir, part.path), {
    // Muxers write the count they planned into the header; only counting tells what is there.
    countFrames: part.expect.video?.frames !== undefined,
    // Sound has no frame count to compare, and the header of an mp3 or flac says the length it was meant to have.
    packets: part.expect.video === null,
    cues: part.expect.subtitles?.some(({ cues }) => cues !== undefined) ?? false,
    ...(signal && { signal }),
  })
  checkMedia(media, part.expect)
  return { part, media, files: [file] }
}
