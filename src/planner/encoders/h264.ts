import { H264_LEVELS } from '../levels.ts'
import { askedPasses, clockOptions, type EncoderRule, option, passOptions, rateOptions } from './encoder.ts'

const TUNES = { still: 'stillimage', 'fast-decode': 'fastdecode', 'zero-latency': 'zerolatency' } as const

/**
 * x264 works on frames at once and wants half as many threads again as there are processors, as it does by itself; of a single
 * processor two threads cost 2 to 3 % more than one.
 */
const threadsFor = (processors: number): number => (processors === 1 ? 1 : Math.ceil(processors * 1.5))

export const h264: EncoderRule = {
  encoder: 'libx264',
  maxSide: 16_384,
  profiles: [
    { name: 'baseline', probed: ['Constrained Baseline', 'Baseline'], chromas: ['4:2:0'], depths: [8] },
    { name: 'main', probed: ['Main'], chromas: ['4:2:0'], depths: [8] },
    { name: 'high', probed: ['High'], chromas: ['4:2:0'], depths: [8] },
    { name: 'high10', probed: ['High 10', 'High 10 Intra'], chromas: ['4:2:0'], depths: [8, 10] },
    {
      name: 'high422',
      probed: ['High 4:2:2', 'High 4:2:2 Intra'],
      chromas: ['4:2:0', '4:2:2'],
      depths: [8, 10],
    },
    {
      name: 'high444',
      probed: ['High 4:4:4 Predictive'],
      chromas: ['4:2:0', '4:2:2', '4:4:4'],
      depths: [10, 8],
    },
  ],
  nested: true,
  crf: { min: 0, max: 51 },
  maxBFrames: 16,
  maxReferences: 16,
  openGop: true,
  interlaced: true,
  tunes: ['film', 'animation', 'grain', 'still', 'fast-decode', 'zero-latency'],
  levels: H264_LEVELS,
  passes: askedPasses,
  twoPass: true,
  countsKeyFrames: false,
  options: (s, { keyFrames, pass, processors }) => {
    const params = [
      ...(s.openGop ? ['open-gop=1'] : []),
      ...(s.rate.mode === 'cbr' && s.padded ? ['nal-hrd=cbr'] : []),
      ...(s.interlaced ? [`${s.interlaced}=1`] : []),
      // Else the ticks would be told as the frame rate.
      ...(s.clock?.even ? ['force-cfr=1'] : []),
    ]
    return [
      ...option('threads', processors && threadsFor(processors)),
      ['preset', s.speed],
      ...option('tune', s.tune && (s.tune in TUNES ? TUNES[s.tune as keyof typeof TUNES] : s.tune)),
      ...rateOptions(s.rate),
      ...passOptions(pass),
      ...option('profile', s.profile),
      ...option('bf', s.bFrames),
      ...option('refs', s.references),
      ...clockOptions(s),
      ...(keyFrames?.options ?? []),
      ...option('sc_threshold', keyFrames?.sceneCut === false ? 0 : undefined),
      ...option('level', s.level),
      ...option('x264-params', params.length > 0 ? params.join(':') : undefined),
    ]
  },
}
