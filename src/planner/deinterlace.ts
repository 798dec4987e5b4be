import type { VideoSpec } from '../domain/output-spec.ts'
import type { Problem } from '../domain/problem.ts'
import { type Rational, toNumber } from '../domain/units.ts'
import { refuse } from './draft.ts'
import type { EncodeSettings } from './encoders/encoder.ts'
import { ENCODERS } from './encoders/index.ts'
import type { SourceVideo } from './source.ts'
import type { Deinterlace } from './video-prelude.ts'

export interface Scan {
  readonly deinterlace: Deinterlace
  /** The encode is interlaced itself. */
  readonly interlaced?: EncodeSettings['interlaced']
}

/** What is done about fields. A rate near that of the fields is made of them, one frame each. */
export const deinterlaceFor = (
  { codec, deinterlace, turn, frameRate: asked }: VideoSpec,
  { stream }: SourceVideo,
  frameRate: Rational | undefined,
): Scan | { readonly problem: Problem } => {
  const fields = frameRate !== undefined && toNumber(frameRate) >= toNumber(stream.frameRate) * 1.5
  if (deinterlace === 'always') return { deinterlace: fields ? 'fields' : 'all' }
  if (!stream.interlaced) return { deinterlace: 'none' }
  if (deinterlace !== 'never') return { deinterlace: fields ? 'fields' : 'frames' }
  if (!ENCODERS[codec].interlaced)
    return refuse(
      'unsupported-parameter',
      `Interlaced video is not made in ${codec}; it is in h264 and mpeg2video.`,
    )
  if (asked || turn || stream.rotation !== 0)
    return refuse(
      'unsupported-parameter',
      'Interlaced pictures cannot be turned or get another frame rate; deinterlace them.',
    )
  return { deinterlace: 'none', interlaced: stream.fieldOrder === 'bottom' ? 'bff' : 'tff' }
}
