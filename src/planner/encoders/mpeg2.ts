import type { EncoderSpeed } from '../../domain/output-spec.ts'
import { BROADCAST_RATES } from '../frame-rates.ts'
import { askedPasses, clockOptions, type EncoderRule, option, passOptions, rateOptions } from './encoder.ts'

/** It weighs what a block costs against what it looks like from here on, for half of its speed. */
const CAREFUL: readonly EncoderSpeed[] = ['medium', 'slow', 'slower', 'veryslow']

/** FFmpeg's own MPEG-2. */
export const mpeg2: EncoderRule = {
  encoder: 'mpeg2video',
  // The header's field; 4096 itself cannot be said in it.
  maxSide: 4095,
  profiles: [
    { name: 'main', probed: ['Main'], chromas: ['4:2:0'], depths: [8] },
    { name: 'high422', probed: ['4:2:2'], chromas: ['4:2:2'], depths: [8] },
  ],
  nested: false,
  maxBFrames: 7,
  openGop: true,
  interlaced: true,
  frameRates: BROADCAST_RATES,
  tunes: [],
  passes: askedPasses,
  twoPass: true,
  countsKeyFrames: false,
  options: (s, { keyFrames, pass, processors }) => {
    const flags = [...(s.openGop ? [] : ['+cgop']), ...(s.interlaced ? ['+ildct+ilme'] : [])].join('')
    return [
      ...option('threads', processors),
      ...rateOptions(s.rate),
      ...passOptions(pass),
      ...option('bf', s.bFrames ?? 2),
      ...(CAREFUL.includes(s.speed)
        ? ([
            ['mbd', 'rd'],
            ['trellis', '1'],
          ] as const)
        : []),
      ...option('flags', flags || undefined),
      ...option('top', s.interlaced && (s.interlaced === 'tff' ? 1 : 0)),
      ...clockOptions(s),
      ...(keyFrames?.options ?? []),
      // A closed GOP is only made where none begins unforeseen; an open one is kept to the count for the grid's sake alone.
      ...(s.openGop && keyFrames?.sceneCut !== false ? [] : [['sc_threshold', '1000000000'] as const]),
    ]
  },
}
