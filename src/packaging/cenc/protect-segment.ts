import { type Box, boxesOf, makeBox } from '../boxes.ts'
import { readFragment, type TrackRun } from '../fragment.ts'
import type { InitTrack } from '../init-segment.ts'
import { cipherSample } from './sample-cipher.ts'
import { type SampleInfo, sampleInfoBoxes } from './sample-infos.ts'
import { patternOf, type SampleKey, VECTOR_SIZE } from './scheme.ts'
import { subsamplesOf } from './subsamples.ts'

export interface ProtectedSegment {
  readonly data: Buffer
  /** Bytes that its first fragment's description has grown by. */
  readonly growth: number
}

/**
 * Encrypts an fMP4 segment sample by sample. `nextVector` gives each sample of `cenc` its own.
 * @throws RangeError when the segment is not as this server's muxer writes it
 */
export const protectSegment = (
  clear: Buffer,
  tracks: readonly InitTrack[],
  key: SampleKey,
  nextVector: () => Buffer,
): ProtectedSegment => {
  // Samples are encrypted where they stand; only then are the descriptions put together anew around them.
  const data = Buffer.from(clear)
  const boxes = boxesOf(clear)
  const fragments = boxes
    .filter((box) => box.type === 'moof')
    .map((moof) => {
      const runs = readFragment(clear.subarray(moof.start, moof.end), moof.start, tracks)
      const infos = runs.map((run) => lockRun(data, run, trackOf(tracks, run), key, nextVector))
      return describe(clear.subarray(moof.start, moof.end), infos)
    })
  let next = 0
  const parts = boxes.map((box) => {
    if (box.type === 'moof') return fragments[next++] ?? Buffer.alloc(0)
    const bytes = data.subarray(box.start, box.end)
    return box.type === 'sidx' ? lengthened(bytes, growthAt(boxes, box, fragments)) : bytes
  })
  const first = boxes.find((box) => box.type === 'moof')
  return {
    data: Buffer.concat(parts),
    growth: first ? (fragments[0]?.length ?? 0) - (first.end - first.start) : 0,
  }
}

const trackOf = (tracks: readonly InitTrack[], run: TrackRun): InitTrack => {
  const track = tracks.find(({ id }) => id === run.track)
  if (!track) throw new RangeError(`a fragment of the unknown track ${run.track}`)
  return track
}

const lockRun = (
  data: Buffer,
  { samples }: TrackRun,
  track: InitTrack,
  key: SampleKey,
  nextVector: () => Buffer,
): readonly SampleInfo[] => {
  const pattern = patternOf(key.scheme, track.type)
  return samples.map(({ offset, size }): SampleInfo => {
    const sample = data.subarray(offset, offset + size)
    const subsamples = subsamplesOf(sample, track)
    const own = VECTOR_SIZE[key.scheme] > 0 ? nextVector() : undefined
    cipherSample('lock', sample, { key, ...(pattern && { pattern }), vector: own ?? key.vector }, subsamples)
    return { ...(own && { vector: own }), ...(subsamples && { subsamples }) }
  })
}

/** A `moof` with what readers need of each sample at the end of each of its tracks. */
const describe = (moof: Buffer, infos: readonly (readonly SampleInfo[])[]): Buffer => {
  const [outer] = boxesOf(moof)
  if (!outer) throw new RangeError('no moof box')
  const places: { readonly saio: number; readonly senc: number; readonly runs: readonly number[] }[] = []
  let at = 8
  let track = 0
  const inside = boxesOf(moof, outer.body, outer.end).map((box) => {
    const bytes = moof.subarray(box.start, box.end)
    if (box.type !== 'traf') {
      at += bytes.length
      return bytes
    }
    const boxes = sampleInfoBoxes(infos[track++] ?? [])
    const [saiz, saio, senc] = [
      makeBox('saiz', boxes.saiz),
      makeBox('saio', boxes.saio),
      makeBox('senc', boxes.senc),
    ]
    const saioAt = at + 8 + (box.end - box.body) + saiz.length
    places.push({
      saio: saioAt + 16,
      senc: saioAt + saio.length + 16,
      runs: runOffsets(moof, box).map((place) => place - box.body + at + 8),
    })
    const whole = makeBox('traf', moof.subarray(box.body, box.end), saiz, saio, senc)
    at += whole.length
    return whole
  })
  const grown = makeBox('moof', ...inside)
  for (const { saio, senc, runs } of places) {
    grown.writeUInt32BE(senc, saio)
    for (const run of runs) grown.writeInt32BE(grown.readInt32BE(run) + grown.length - moof.length, run)
  }
  return grown
}

const EXPLICIT_BASE = 1
const HAS_OFFSET = 1

/** Where the runs of a track say how far their data is from the start of the fragment. */
const runOffsets = (moof: Buffer, traf: Box): readonly number[] => {
  const boxes = boxesOf(moof, traf.body, traf.end)
  const header = boxes.find((box) => box.type === 'tfhd')
  if (!header || moof.readUInt32BE(header.body) & EXPLICIT_BASE)
    throw new RangeError('a track fragment that counts from the start of its file')
  return boxes
    .filter((box) => box.type === 'trun')
    .map((trun) => {
      if (!(moof.readUInt32BE(trun.body) & HAS_OFFSET)) throw new RangeError('a track run without its place')
      return trun.body + 8
    })
}

/** By how much what an index speaks of has grown: the fragments between it and the next one. */
const growthAt = (boxes: readonly Box[], index: Box, fragments: readonly Buffer[]): number => {
  const next = boxes.find((box) => box.type === 'sidx' && box.start > index.start)
  return boxes
    .filter((box) => box.type === 'moof')
    .reduce(
      (sum, box, i) =>
        box.start > index.start && box.start < (next?.start ?? Number.POSITIVE_INFINITY)
          ? sum + (fragments[i]?.length ?? 0) - (box.end - box.start)
          : sum,
      0,
    )
}

/** An index of one entry, which has become longer. */
const lengthened = (sidx: Buffer, growth: number): Buffer => {
  const out = Buffer.from(sidx)
  const at = sidx[8] === 0 ? 28 : 36
  if (out.readUInt16BE(at + 2) !== 1) throw new RangeError('an index of more than one entry')
  out.writeUInt32BE(out.readUInt32BE(at + 4) + growth, at + 4)
  return out
}
