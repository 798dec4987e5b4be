import { askedPasses, type EncoderRule } from './encoder.ts'
import { vpxLooseness, vpxOptions, vpxRate } from './vpx.ts'

/** Its quality needs a limit beside it; this one no picture reaches. */
const UNLIMITED = 200_000_000

export const vp8: EncoderRule = {
  encoder: 'libvpx',
  maxSide: 16_383,
  profiles: [],
  nested: false,
  crf: { min: 4, max: 63 },
  openGop: false,
  tunes: [],
  passes: askedPasses,
  twoPass: true,
  looseness: vpxLooseness,
  countsKeyFrames: false,
  options: (s, run) => [...vpxRate(s.rate, UNLIMITED), ...vpxOptions(s, run)],
}
