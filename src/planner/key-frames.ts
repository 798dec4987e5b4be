import type { VideoSpec } from '../domain/output-spec.ts'
import { type Seconds, toNumber } from '../domain/units.ts'
import { ENCODERS } from './encoders/index.ts'
import { type SourceVideo, targetRate } from './source.ts'
import type { Option } from './tee.ts'
import { decimal } from './time-range.ts'
import type { KeyFrames } from './tracks.ts'

/** Where the encoder puts key frames. Absent when neither the output nor its segments ask for anything. */
export const keyFrames = (spec: VideoSpec, video: SourceVideo, segment?: Seconds): KeyFrames | undefined => {
  const options = ENCODERS[spec.codec].countsKeyFrames
    ? countedOptions(spec, video, segment)
    : gridOptions(spec, video, segment)
  const sceneCut = spec.sceneCut ?? segment === undefined
  return options.length === 0 && sceneCut ? undefined : { options, sceneCut }
}

const gridOptions = (spec: VideoSpec, video: SourceVideo, segment?: Seconds): readonly Option[] => {
  const made = targetRate(spec, video)
  const steady = made !== undefined || !video.variable
  const rate = toNumber(made ?? video.stream.frameRate) || 25
  const grid = (every: number, longest = every): readonly Option[] => [
    ['g', bound(longest, rate, steady)],
    forcedEvery(every),
  ]
  const wish = spec.gop
  if (segment === undefined) {
    if (wish === undefined) return []
    if ('frames' in wish) return [['g', frames(wish.frames)]]
    return steady ? [['g', frames(wish.seconds * rate)]] : grid(wish.seconds)
  }
  if (wish === undefined) return grid(segment)
  if ('frames' in wish) return [['g', frames(wish.frames)], forcedEvery(segment)]
  const perSegment = segment / wish.seconds
  const divides = perSegment >= 1 && Math.abs(perSegment - Math.round(perSegment)) < 1e-6
  return grid(divides ? wish.seconds : segment, Math.min(wish.seconds, segment))
}

/**
 * For an encoder that only counts: the distance in frames. In a stream, whose segments are whole frames long, the greatest
 * that the wish allows and a segment is a multiple of.
 */
const countedOptions = (spec: VideoSpec, { stream }: SourceVideo, segment?: Seconds): readonly Option[] => {
  const rate = toNumber(spec.frameRate ?? stream.frameRate) || 25
  const wish = spec.gop && ('frames' in spec.gop ? spec.gop.frames : spec.gop.seconds * rate)
  if (segment === undefined) return wish === undefined ? [] : [['g', frames(wish)]]
  const whole = Math.max(1, Math.round(segment * rate))
  let distance = Math.min(whole, Math.max(1, Math.round(wish ?? whole)))
  while (whole % distance !== 0) distance--
  return [['g', frames(distance)]]
}

/**
 * A key frame at the first frame at or after each multiple of `every`: the same instants in every rendition, whatever its
 * frame rate, and the ones at which the HLS muxer cuts. Both count from the first frame, so a late start does not matter.
 */
const forcedEvery = (every: number): Option => [
  'force_key_frames',
  // Times of frames such as 4.004 s may lie a hair before the multiple they stand for.
  `expr:gte(t${Number.isInteger(every) ? '' : '+0.001'},n_forced*${decimal(every)})`,
]

/** Frames between key frames that forcing never exceeds. With an uneven rate, twice the average is allowed for. */
const bound = (length: number, rate: number, steady: boolean): string =>
  String(Math.max(1, Math.ceil(length * rate * (steady ? 1 : 2) - 1e-6)))

const frames = (n: number): string => String(Math.max(1, Math.round(n)))
