import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import { checkMedia } from './check-media.ts'
import type { ProbeRequest, Prober } from './probe.ts'
import { foundFile, keptFile, probeOutput, sideBySide, type VerifiedPart } from './verified.ts'

/**
 * One muxed file.
 * @throws CheckFailed
 */
export const verifyFile = async (
  part: Extract<PlannedPart, { role: 'file' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const found = await foundFile(dir, part.path, 'file')
  const request = { ...fileRequest(part), ...(signal && { signal }) }
  const [media, file] = await sideBySide(
    probeOutput(prober, join(dir, part.path), request),
    keptFile(dir, found),
  )
  checkMedia(media, part.expect)
  return { part, media, files: [file] }
}

/** What has to be measured of it. */
export const fileRequest = ({ expect }: Extract<PlannedPart, { role: 'file' }>): ProbeRequest => ({
  // Muxers write the count they planned into the header; only counting tells what is there.
  countFrames: expect.video?.frames !== undefined,
  // Sound has no frame count to compare, and the header of an mp3 or flac says the length it was meant to have.
  packets: expect.video === null,
  cues: expect.subtitles?.some(({ cues }) => cues !== undefined) ?? false,
})
