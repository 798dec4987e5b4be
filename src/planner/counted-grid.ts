import { type Problem, problem } from '../domain/problem.ts'
import type { RenditionSpec } from '../domain/stream-spec.ts'
import { type Rational, type Seconds, seconds, toNumber } from '../domain/units.ts'
import { ENCODERS } from './encoders/index.ts'
import type { SourceVideo } from './source.ts'

export interface Aligned {
  readonly renditions: readonly RenditionSpec[]
  /** Distance of the key frames that all renditions have. */
  readonly segment: Seconds
  readonly reasons: readonly string[]
}

/**
 * Key frames of an encoder that counts them fall on times of its frame rate only, where others can have one at any time. In
 * a stream with such a rendition all take the first distance, from the segments' duration on, that is a whole number of
 * frames in each; and a source of uneven rate is made even for them.
 */
export const alignCounted = (
  renditions: readonly RenditionSpec[],
  video: SourceVideo,
  segment: Seconds,
): Aligned | { readonly problem: Problem } => {
  const counts = ({ video: { codec, copy } }: RenditionSpec): boolean =>
    copy !== 'always' && ENCODERS[codec].countsKeyFrames
  if (!renditions.some(counts)) return { renditions, segment, reasons: [] }
  const even = renditions.map(
    (rendition): RenditionSpec =>
      video.variable && rendition.video.frameRate === undefined
        ? { ...rendition, video: { ...rendition.video, frameRate: video.stream.frameRate } }
        : rendition,
  )
  const rates = even.map((r) => r.video.frameRate ?? video.stream.frameRate)
  const distance = commonDistance(segment, rates)
  if (distance === undefined)
    return {
      problem: problem(
        'unsupported-parameter',
        `Renditions at ${[...new Set(rates.map((r) => round(toNumber(r))))].join(' and ')} frames/s have no key frames in common, and the encoder of one counts frames; give them one rate, or multiples of one.`,
      ),
    }
  const reasons = [
    ...(video.variable ? ['frames made even: an encoder here counts the frames between key frames'] : []),
    ...(distance === segment
      ? []
      : [`key frames every ${round(distance)} s: whole frames of every rendition`]),
  ]
  return { renditions: even, segment: distance, reasons }
}

const commonDistance = (segment: Seconds, rates: readonly Rational[]): Seconds | undefined => {
  const lowest = Math.min(...rates.map(toNumber))
  if (!(lowest > 0)) return undefined
  const first = Math.ceil(segment * lowest - 1e-6)
  for (let frames = first; frames <= 2 * first; frames++) {
    const distance = frames / lowest
    if (rates.every((rate) => isWhole(distance * toNumber(rate))))
      return isWhole(distance) ? seconds(Math.round(distance)) : seconds(distance)
  }
  return undefined
}

const isWhole = (n: number): boolean => Math.abs(n - Math.round(n)) < 1e-6
const round = (n: number): number => Math.round(n * 1000) / 1000
