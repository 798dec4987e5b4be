import { hdrParams } from '../hdr-params.ts'
import { HEVC_LEVELS } from '../levels.ts'
import { askedPasses, clockOptions, type EncoderRule, option, PASS_FOLDER, rateOptions } from './encoder.ts'

const TUNES = { 'fast-decode': 'fastdecode', 'zero-latency': 'zerolatency' } as const

/** FFmpeg has no options of its own for much of x265, which is told by `x265-params`; it keeps its own log of a first pass. */
export const hevc: EncoderRule = {
  encoder: 'libx265',
  maxSide: 16_384,
  profiles: [
    { name: 'main', probed: ['Main'], chromas: ['4:2:0'], depths: [8] },
    { name: 'main10', probed: ['Main 10'], chromas: ['4:2:0'], depths: [10] },
    { name: 'main422-10', probed: ['Rext'], chromas: ['4:2:2'], depths: [10] },
    { name: 'main444-8', probed: ['Rext'], chromas: ['4:4:4'], depths: [8] },
    { name: 'main444-10', probed: ['Rext'], chromas: ['4:4:4'], depths: [10] },
  ],
  nested: true,
  crf: { min: 0, max: 51 },
  maxBFrames: 16,
  maxReferences: 16,
  openGop: true,
  tunes: ['animation', 'grain', 'fast-decode', 'zero-latency'],
  levels: HEVC_LEVELS,
  passes: askedPasses,
  twoPass: true,
  countsKeyFrames: false,
  options: (s, { keyFrames, pass, processors }) => {
    const params = [
      ...[`open-gop=${s.openGop ? 1 : 0}`, 'log-level=error'],
      ...(processors === undefined ? [] : [`pools=${processors}`]),
      ...(keyFrames?.sceneCut === false ? ['scenecut=0'] : []),
      ...(s.level === undefined ? [] : [`level-idc=${s.level}`]),
      ...(s.rate.mode === 'cbr' ? ['strict-cbr=1', ...(s.padded ? ['hrd=1'] : [])] : []),
      ...(pass
        ? [`pass=${pass.number}`, `stats=${PASS_FOLDER}/x265-${pass.position}`, 'slow-firstpass=0']
        : []),
      ...(s.hdr ? hdrParams(s.hdr) : []),
    ]
    return [
      ['preset', s.speed],
      ...option('tune', s.tune && (s.tune in TUNES ? TUNES[s.tune as keyof typeof TUNES] : s.tune)),
      ...rateOptions(s.rate),
      ...option('profile', s.profile),
      ...option('bf', s.bFrames),
      ...option('refs', s.references),
      ...clockOptions(s),
      ...(keyFrames?.options ?? []),
      // Forced key frames are IDR only when told so.
      ['forced-idr', '1'],
      ['x265-params', params.join(':')],
    ]
  },
}
