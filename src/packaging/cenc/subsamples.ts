import type { InitTrack } from '../init-segment.ts'

/** So many bytes in the clear, then so many that are protected: whole blocks of 16. */
export interface Subsample {
  readonly clear: number
  readonly locked: number
}

/**
 * Decoders in front of the key read the headers of slices: these, and what surrounds them, stay readable. No header that the
 * encoders here write is longer, entry points of HEVC's rows included.
 */
const CLEAR_LEAD = 128
/** A sample's description is one byte long at most: a vector, a count, and six bytes for each of these. */
const MAX_SUBSAMPLES = 40
const MAX_CLEAR = 0xffff
const BLOCK = 16

/**
 * Which bytes of a sample are protected; undefined: all of it, as of sound.
 * @throws RangeError when its units do not fit, or are too many to be described
 */
export const subsamplesOf = (sample: Buffer, track: InitTrack): readonly Subsample[] | undefined => {
  const { nals, nalLength = 4 } = track
  if (!nals) return undefined
  const found: Subsample[] = []
  let clear = 0
  for (let at = 0; at < sample.length; ) {
    const whole = nalLength + sample.readUIntBE(at, nalLength)
    if (at + whole > sample.length) throw new RangeError('a unit that does not fit its sample')
    const slice = isSlice(sample[at + nalLength] ?? 0, nals)
    const locked = slice ? Math.max(0, Math.floor((whole - nalLength - CLEAR_LEAD) / BLOCK) * BLOCK) : 0
    clear += whole - locked
    if (locked > 0) {
      found.push(...inSteps(clear, locked))
      clear = 0
    }
    at += whole
  }
  if (clear > 0) found.push(...inSteps(clear, 0))
  if (found.length > MAX_SUBSAMPLES) throw new RangeError('a picture of too many slices')
  return found
}

const inSteps = (clear: number, locked: number): readonly Subsample[] => [
  ...Array.from({ length: Math.floor(clear / MAX_CLEAR) }, () => ({ clear: MAX_CLEAR, locked: 0 })),
  { clear: clear % MAX_CLEAR, locked },
]

const isSlice = (header: number, nals: 'h264' | 'hevc'): boolean => {
  const type = nals === 'h264' ? header & 0x1f : (header >> 1) & 0x3f
  return nals === 'h264' ? type >= 1 && type <= 5 : type < 32
}
