import { join } from 'node:path'
import type { PlannedPart } from '../domain/plan.ts'
import type { Prober } from './probe.ts'
import { finishedFile, probeOutput, type VerifiedPart } from './verified.ts'

/**
 * The source put in its place: there, durable, hashed, and readable as media.
 * @throws CheckFailed
 */
export const verifyOriginal = async (
  part: Extract<PlannedPart, { role: 'original' }>,
  { prober, dir, signal }: { prober: Prober; dir: string; signal?: AbortSignal },
): Promise<VerifiedPart> => {
  const file = await finishedFile(dir, part.path, 'file', { hash: true })
  const media = await probeOutput(prober, join(dir, part.path), signal ? { signal } : {})
  return { part, media, files: [file] }
}
