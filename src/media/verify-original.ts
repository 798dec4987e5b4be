import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import type { Prober } from './probe.ts'
import { foundFile, keptFile, probeOutput, sideBySide, type VerifiedPart } from './verified.ts'

/**
 * The source put in its place: there, durable, hashed, and readable as media.
 * @throws CheckFailed
 */
export const verifyOriginal = async (
  part: Extract<PlannedPart, { role: 'original' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const found = await foundFile(dir, part.path, 'file')
  const [media, file] = await sideBySide(
    probeOutput(prober, join(dir, part.path), signal ? { signal } : {}),
    keptFile(dir, found),
  )
  return { part, media, files: [file] }
}
