import { boxesOf } from '../boxes.ts'
import { readFragment } from '../fragment.ts'
import type { InitTrack } from '../init-segment.ts'
import { cipherSample } from './sample-cipher.ts'
import { readSampleInfos } from './sample-infos.ts'
import { patternOf, type SampleKey, VECTOR_SIZE } from './scheme.ts'

/**
 * The samples of a protected segment in the clear, in the order of the file, by what the file itself says of them.
 * @throws RangeError when it is not whole
 */
export const openSegment = (
  locked: Buffer,
  tracks: readonly InitTrack[],
  key: SampleKey,
): readonly Buffer[] => {
  const data = Buffer.from(locked)
  return boxesOf(data)
    .filter((box) => box.type === 'moof')
    .flatMap((moof) => {
      const runs = readFragment(data.subarray(moof.start, moof.end), moof.start, tracks)
      const fragments = boxesOf(data, moof.body, moof.end).filter((box) => box.type === 'traf')
      return runs.flatMap((run, r) => {
        const traf = fragments[r]
        const infos = traf ? readSampleInfos(data, traf, VECTOR_SIZE[key.scheme]) : []
        const pattern = patternOf(key.scheme, tracks.find(({ id }) => id === run.track)?.type ?? 'other')
        return run.samples.map(({ offset, size }, i) => {
          const sample = data.subarray(offset, offset + size)
          const { vector, subsamples } = infos[i] ?? {}
          const own = vector && vector.length > 0 ? vector : key.vector
          cipherSample('open', sample, { key, ...(pattern && { pattern }), vector: own }, subsamples)
          return sample
        })
      })
    })
}

/** The samples of a segment as they stand. */
export const clearSamples = (data: Buffer, tracks: readonly InitTrack[]): readonly Buffer[] =>
  boxesOf(data)
    .filter((box) => box.type === 'moof')
    .flatMap((moof) => readFragment(data.subarray(moof.start, moof.end), moof.start, tracks))
    .flatMap(({ samples }) => samples.map(({ offset, size }) => data.subarray(offset, offset + size)))
