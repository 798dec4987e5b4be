import type { EncoderSpeed } from '../../domain/output-spec.ts'
import { av1HdrParams } from '../hdr-params.ts'
import { AV1_LEVELS } from '../levels.ts'
import { clockOptions, type EncoderRule, option } from './encoder.ts'

const PRESETS: Readonly<Record<EncoderSpeed, number>> = {
  ...{ ultrafast: 12, superfast: 11, veryfast: 10, faster: 9, fast: 8 },
  ...{ medium: 7, slow: 6, slower: 5, veryslow: 4 },
}

/**
 * SVT-AV1. FFmpeg passes it no order for a single key frame and no statistics of a first pass: key frames stand where the
 * count says, and an average bitrate is met within one pass, by looking at whole GOPs.
 */
export const av1: EncoderRule = {
  encoder: 'libsvtav1',
  maxSide: 8192,
  profiles: [{ name: 'main', probed: ['Main'], chromas: ['4:2:0'], depths: [10, 8] }],
  nested: true,
  // FFmpeg takes 0 for "not set".
  crf: { min: 1, max: 63 },
  openGop: true,
  tunes: [],
  levels: AV1_LEVELS,
  passes: () => 1,
  twoPass: false,
  looseness: (rate) =>
    rate.mode === 'cbr'
      ? 'SVT-AV1 comes near a constant bitrate on average, but single seconds may have far more or fewer bits'
      : rate.maxBitrate === undefined
        ? undefined
        : 'SVT-AV1 holds a cap on average, not within each buffer: single seconds may have more bits',
  countsKeyFrames: true,
  options: (s, { keyFrames, processors }) => {
    const { rate } = s
    const params = [
      ...(rate.mode === 'cbr' ? ['rc=2', 'pred-struct=1'] : []),
      ...(s.openGop ? ['irefresh-type=1'] : []),
      ...(s.hdr ? av1HdrParams(s.hdr) : []),
      ...(processors === undefined ? [] : [`lp=${processors}`]),
    ]
    const whole = (n: number): string => String(Math.round(n))
    const cap = rate.mode === 'cbr' ? undefined : rate.maxBitrate
    return [
      ['preset', String(PRESETS[s.speed])],
      ...(rate.mode === 'crf' ? option('crf', whole(rate.crf)) : option('b', whole(rate.bitrate))),
      ...(cap === undefined ? [] : option('maxrate', whole(cap))),
      ...(rate.mode === 'cbr' || cap !== undefined
        ? option('bufsize', whole(rate.buffer ?? (rate.mode === 'cbr' ? rate.bitrate : 2 * (cap ?? 0))))
        : []),
      ...option('level', s.level?.replace('.', '')),
      ...clockOptions(s),
      ...(keyFrames?.options ?? []),
      ...option('svtav1-params', params.length > 0 ? params.join(':') : undefined),
    ]
  },
}
