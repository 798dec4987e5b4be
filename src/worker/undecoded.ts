import type { MediaInfo } from '../domain/media-info.ts'
import type { Problem } from '../domain/problem.ts'

/**
 * The problem of a process, with the way out where it decoded nothing and the cause is known: FFmpeg decodes FLAC of more than
 * 24 bits from its version 6.0 on, and says nothing of it before.
 */
export const explained = (problem: Problem | undefined, { audio }: MediaInfo): Problem | undefined => {
  const deep = audio.find(({ codec, bitDepth = 0 }) => codec === 'flac' && bitDepth > 24)
  if (problem?.code !== 'source-unsupported' || !deep) return problem
  return {
    ...problem,
    message: `${problem.message} Its sound is FLAC of ${deep.bitDepth} bits a sample, which FFmpeg decodes from version 6.0 on: bring it as FLAC of 24 bits or as WAV.`,
  }
}
