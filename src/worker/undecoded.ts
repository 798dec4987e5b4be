import type { MediaInfo } from '../domain/media-info.ts'
import type { Problem } from '../domain/problem.ts'

/** Some muxers write a file all the same, which holds nothing. */
const DECODED_NOTHING = ['source-unsupported', 'output-invalid']

/**
 * The problem of a process or of what it made, with the way out where it decoded nothing and the cause is known: FFmpeg
 * decodes FLAC of more than 24 bits from its version 6.0 on, and says nothing of it before.
 */
export const explained = (problem: Problem | undefined, { audio }: MediaInfo): Problem | undefined => {
  const deep = audio.find(({ codec, bitDepth = 0 }) => codec === 'flac' && bitDepth > 24)
  if (!problem || !DECODED_NOTHING.includes(problem.code) || !deep) return problem
  return {
    ...problem,
    message: `${problem.message} The source's sound is FLAC of ${deep.bitDepth} bits a sample, which FFmpeg decodes from version 6.0 on: bring it as FLAC of 24 bits or as WAV.`,
  }
}
