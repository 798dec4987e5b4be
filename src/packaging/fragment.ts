import { type Box, boxAt, boxesOf } from './boxes.ts'
import type { InitTrack } from './init-segment.ts'

/** One frame of picture or sound. Times in ticks of its track. */
export interface Sample {
  /** Where its bytes begin, in the file. */
  readonly offset: number
  readonly size: number
  readonly decodeTime: number
  readonly duration: number
  /** Presentation time less decode time. */
  readonly composition: number
  /** It can be decoded without those before it. */
  readonly sync: boolean
}

export interface TrackRun {
  readonly track: number
  readonly samples: readonly Sample[]
}

const NOT_SYNC = 0x10000

/**
 * The samples a movie fragment describes, by track. `data` is the `moof` box alone, `at` where it begins in the file.
 * @throws RangeError when it is none, or is about a track that the initialisation segment does not have
 */
export const readFragment = (data: Buffer, at: number, tracks: readonly InitTrack[]): readonly TrackRun[] => {
  const [moof] = boxesOf(data)
  if (moof?.type !== 'moof') throw new RangeError('no moof box')
  return boxesOf(data, moof.body, moof.end)
    .filter((box) => box.type === 'traf')
    .map((traf) => readTrack(data, traf, at, tracks))
}

const readTrack = (data: Buffer, traf: Box, moofAt: number, tracks: readonly InitTrack[]): TrackRun => {
  const tfhd = boxAt(data, 'tfhd', traf.body, traf.end)
  const tfdt = boxAt(data, 'tfdt', traf.body, traf.end)
  if (!tfhd || !tfdt) throw new RangeError('a track fragment without its header or time')
  const read = fields(data, tfhd.body + 4)
  const flags = data.readUInt32BE(tfhd.body) & 0xffffff
  const id = read.u32()
  const track = tracks.find((t) => t.id === id)
  if (!track) throw new RangeError(`a fragment of the unknown track ${id}`)
  const base = flags & 1 ? read.u64() : moofAt
  if (flags & 2) read.u32()
  const duration = flags & 8 ? read.u32() : track.defaults.duration
  const size = flags & 0x10 ? read.u32() : track.defaults.size
  const sampleFlags = flags & 0x20 ? read.u32() : track.defaults.flags

  let time =
    data[tfdt.body] === 1 ? Number(data.readBigUInt64BE(tfdt.body + 4)) : data.readUInt32BE(tfdt.body + 4)
  let place = base
  const samples: Sample[] = []
  for (const trun of boxesOf(data, traf.body, traf.end).filter((box) => box.type === 'trun')) {
    const has = data.readUInt32BE(trun.body) & 0xffffff
    const signed = data[trun.body] !== 0
    const next = fields(data, trun.body + 4)
    const count = next.u32()
    if (count * 4 > trun.end - trun.body && has & 0xf00) throw new RangeError('a track run that does not fit')
    if (has & 1) place = base + next.i32()
    const first = has & 4 ? next.u32() : undefined
    for (let i = 0; i < count; i++) {
      const lasting = has & 0x100 ? next.u32() : duration
      const bytes = has & 0x200 ? next.u32() : size
      const own = has & 0x400 ? next.u32() : i === 0 && first !== undefined ? first : sampleFlags
      const composition = has & 0x800 ? (signed ? next.i32() : next.u32()) : 0
      samples.push({
        ...{ offset: place, size: bytes, decodeTime: time, duration: lasting, composition },
        sync: (own & NOT_SYNC) === 0,
      })
      place += bytes
      time += lasting
    }
  }
  return { track: id, samples }
}

const fields = (data: Buffer, from: number) => {
  let at = from
  const step = (n: number): number => {
    at += n
    return at - n
  }
  return {
    u32: () => data.readUInt32BE(step(4)),
    i32: () => data.readInt32BE(step(4)),
    u64: () => Number(data.readBigUInt64BE(step(8))),
  }
}
