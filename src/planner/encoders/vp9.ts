import type { RateControl } from '../../domain/output-spec.ts'
import { VP9_LEVELS } from '../levels.ts'
import { type EncoderRule, option } from './encoder.ts'
import { vpxLooseness, vpxOptions, vpxRate } from './vpx.ts'

/**
 * In one pass it exceeds an average or a cap many times over where the picture gets hard (measured: 17 times), so whatever
 * limits the bitrate takes two, and is then kept over the whole. A constant bitrate is kept in one.
 */
const limited = (rate: RateControl): 1 | 2 =>
  rate.mode === 'abr' || (rate.mode === 'crf' && rate.maxBitrate !== undefined) ? 2 : 1

export const vp9: EncoderRule = {
  encoder: 'libvpx-vp9',
  maxSide: 16_384,
  profiles: [
    { name: 'profile0', probed: ['Profile 0'], chromas: ['4:2:0'], depths: [8] },
    { name: 'profile1', probed: ['Profile 1'], chromas: ['4:2:2', '4:4:4'], depths: [8] },
    { name: 'profile2', probed: ['Profile 2'], chromas: ['4:2:0'], depths: [10] },
    { name: 'profile3', probed: ['Profile 3'], chromas: ['4:2:2', '4:4:4'], depths: [10] },
  ],
  nested: false,
  crf: { min: 0, max: 63 },
  openGop: false,
  tunes: [],
  levels: VP9_LEVELS,
  passes: limited,
  twoPass: true,
  looseness: vpxLooseness,
  countsKeyFrames: false,
  options: (s, run) => [
    ...vpxRate(s.rate, 0),
    ...vpxOptions(s, run),
    // Columns are what its threads share out; a column is at least 256 pixels wide.
    ...[
      option('row-mt', 1),
      option('tile-columns', Math.min(4, Math.floor(Math.log2(Math.max(1, run.width / 256))))),
    ].flat(),
    ...option('level', s.level),
  ],
}
