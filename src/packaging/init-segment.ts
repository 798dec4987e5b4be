import { type Box, boxAt, boxesOf } from './boxes.ts'
import { sampleEntryString } from './codec-config.ts'

/** One track as its initialisation segment describes it. */
export interface InitTrack {
  readonly id: number
  readonly type: 'video' | 'audio' | 'other'
  /** Ticks of a second. */
  readonly timescale: number
  /** Taken from a time in the track, this gives the time on the presentation's line, in ticks: what the edit list says. */
  readonly shift: number
  /** RFC 6381; absent when it cannot be told. */
  readonly codecString?: string
  /** Bytes of the length before each NAL unit of H.264 and H.265. */
  readonly nalLength?: number
  readonly nals?: 'h264' | 'hevc'
  /** For samples whose fragment does not say. */
  readonly defaults: { readonly duration: number; readonly size: number; readonly flags: number }
}

/** @throws RangeError when it is none */
export const readInit = (data: Buffer): readonly InitTrack[] => {
  const moov = boxAt(data, 'moov')
  if (!moov) throw new RangeError('no moov box')
  const movieScale = fullBoxTime(data, need(data, 'mvhd', moov))
  const inside = boxesOf(data, moov.body, moov.end)
  const extends_ = inside
    .filter((box) => box.type === 'mvex')
    .flatMap((mvex) => boxesOf(data, mvex.body, mvex.end).filter((box) => box.type === 'trex'))
  return inside
    .filter((box) => box.type === 'trak')
    .map((trak): InitTrack => {
      const tkhd = need(data, 'tkhd', trak)
      const id = data.readUInt32BE(tkhd.body + (data[tkhd.body] === 1 ? 20 : 12))
      const handler = need(data, 'mdia/hdlr', trak)
      const kind = data.toString('latin1', handler.body + 8, handler.body + 12)
      const timescale = fullBoxTime(data, need(data, 'mdia/mdhd', trak))
      const stsd = need(data, 'mdia/minf/stbl/stsd', trak)
      const [entry] = boxesOf(data, stsd.body + 8, stsd.end)
      const codecString = entry && sampleEntryString(data, entry.start, entry.end)
      const trex = extends_.find((box) => data.readUInt32BE(box.body + 4) === id)
      return {
        id,
        type: kind === 'vide' ? 'video' : kind === 'soun' ? 'audio' : 'other',
        timescale,
        shift: editShift(data, trak, timescale, movieScale),
        ...(codecString !== undefined && { codecString }),
        ...(entry ? nalFacts(data, entry) : {}),
        defaults: {
          duration: trex ? data.readUInt32BE(trex.body + 12) : 0,
          size: trex ? data.readUInt32BE(trex.body + 16) : 0,
          flags: trex ? data.readUInt32BE(trex.body + 20) : 0,
        },
      }
    })
}

const need = (data: Buffer, path: string, { body, end }: Box): Box => {
  const box = boxAt(data, path, body, end)
  if (!box) throw new RangeError(`no ${path} box`)
  return box
}

/** The timescale of `mvhd` and `mdhd`, which stand alike. */
const fullBoxTime = (data: Buffer, box: Box): number =>
  data.readUInt32BE(box.body + (data[box.body] === 1 ? 20 : 12))

/** An empty edit shows nothing for a while; the next one says which time of the track is shown then. */
const editShift = (data: Buffer, trak: Box, timescale: number, movieScale: number): number => {
  const elst = boxAt(data, 'edts/elst', trak.body, trak.end)
  if (!elst) return 0
  const long = data[elst.body] === 1
  const count = data.readUInt32BE(elst.body + 4)
  let empty = 0
  for (let i = 0; i < count; i++) {
    const at = elst.body + 8 + i * (long ? 20 : 12)
    const duration = long ? Number(data.readBigUInt64BE(at)) : data.readUInt32BE(at)
    const from = long ? Number(data.readBigInt64BE(at + 8)) : data.readInt32BE(at + 4)
    if (from >= 0) return from - empty
    empty += Math.round((duration / Math.max(1, movieScale)) * timescale)
  }
  return -empty
}

const nalFacts = (data: Buffer, entry: Box): Pick<InitTrack, 'nalLength' | 'nals'> => {
  const h264 = /^avc[13]$/.test(entry.type)
  if (!h264 && !/^h(vc|ev)1$/.test(entry.type)) return {}
  const config = boxesOf(data, entry.body + 78, entry.end).find((b) => b.type === (h264 ? 'avcC' : 'hvcC'))
  if (!config) return {}
  const size = data[config.body + (h264 ? 4 : 21)] ?? 3
  return { nals: h264 ? 'h264' : 'hevc', nalLength: (size & 3) + 1 }
}
