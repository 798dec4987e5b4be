import type { EncoderSpeed, RateControl } from '../../domain/output-spec.ts'
import type { Option } from '../tee.ts'
import {
  clockOptions,
  type EncoderRun,
  type EncodeSettings,
  option,
  passOptions,
  rateOptions,
} from './encoder.ts'

/** Common to VP9 and VP8: libvpx and how FFmpeg tells it. */

const EFFORTS: Readonly<Record<EncoderSpeed, number>> = {
  ...{ ultrafast: 8, superfast: 7, veryfast: 5, faster: 4, fast: 3 },
  ...{ medium: 2, slow: 1, slower: 1, veryslow: 0 },
}

export const vpxRate = (rate: RateControl, unlimited: number): readonly Option[] =>
  rate.mode === 'crf'
    ? [...option('b', Math.round(rate.maxBitrate ?? unlimited)), ...rateOptions(rate)]
    : rateOptions(rate)

/** Only its constant bitrate looks at the buffer. */
export const vpxLooseness = (rate: RateControl): string | undefined =>
  rate.mode === 'cbr' || rate.maxBitrate === undefined
    ? undefined
    : 'libvpx holds a cap on average, not within each buffer: single seconds may have more bits'

export const vpxOptions = (
  s: EncodeSettings,
  { keyFrames, pass, processors }: EncoderRun,
): readonly Option[] => {
  const effort = EFFORTS[s.speed]
  // Only real-time mode goes beyond 5, and it knows no second pass.
  const hasty = effort > 5 && pass === undefined
  const every = keyFrames?.options.find(([name]) => name === 'g')?.[1]
  return [
    ...option('threads', processors),
    ['deadline', hasty ? 'realtime' : 'good'],
    ['cpu-used', String(hasty ? effort : Math.min(effort, 5))],
    ...passOptions(pass),
    ...clockOptions(s),
    ...(keyFrames?.options ?? []),
    // The least distance equal to the greatest: no key frame where the scene changes.
    ...option('keyint_min', keyFrames?.sceneCut === false ? every : undefined),
  ]
}
