import { type Box, boxAt } from '../boxes.ts'
import type { Subsample } from './subsamples.ts'

/** What a reader must know of a protected sample. */
export interface SampleInfo {
  /** Its own vector, where there is not one for all. */
  readonly vector?: Buffer
  readonly subsamples?: readonly Subsample[]
}

const SUBSAMPLES = 2

const infoBytes = ({ vector, subsamples }: SampleInfo): Buffer => {
  const own = vector?.length ?? 0
  const data = Buffer.alloc(own + (subsamples ? 2 + 6 * subsamples.length : 0))
  vector?.copy(data)
  if (!subsamples) return data
  data.writeUInt16BE(subsamples.length, own)
  for (const [i, { clear, locked }] of subsamples.entries()) {
    data.writeUInt16BE(clear, own + 2 + i * 6)
    data.writeUInt32BE(locked, own + 4 + i * 6)
  }
  return data
}

/** The boxes `senc`, `saiz` and `saio` need, without their headers. The offset of `saio` is filled in when its place is known. */
export const sampleInfoBoxes = (infos: readonly SampleInfo[]) => {
  const parts = infos.map(infoBytes)
  const flags = infos.some(({ subsamples }) => subsamples) ? SUBSAMPLES : 0
  const senc = Buffer.alloc(8)
  senc.writeUInt32BE(flags)
  senc.writeUInt32BE(infos.length, 4)
  const saiz = Buffer.alloc(9)
  saiz.writeUInt32BE(infos.length, 5)
  const saio = Buffer.alloc(12)
  saio.writeUInt32BE(1, 4)
  return {
    senc: Buffer.concat([senc, ...parts]),
    saiz: Buffer.concat([saiz, Buffer.from(parts.map((part) => part.length))]),
    saio,
  }
}

/** What `senc` in a track fragment says, sample by sample. @throws RangeError when it is cut */
export const readSampleInfos = (data: Buffer, traf: Box, vectorSize: number): readonly SampleInfo[] => {
  const senc = boxAt(data, 'senc', traf.body, traf.end)
  if (!senc) return []
  const withSubsamples = (data.readUInt32BE(senc.body) & SUBSAMPLES) !== 0
  let at = senc.body + 8
  return Array.from({ length: data.readUInt32BE(senc.body + 4) }, (): SampleInfo => {
    const vector = data.subarray(at, at + vectorSize)
    at += vectorSize
    if (!withSubsamples) return { vector }
    const count = data.readUInt16BE(at)
    const from = at + 2
    at = from + count * 6
    return {
      vector,
      subsamples: Array.from({ length: count }, (__, i) => ({
        clear: data.readUInt16BE(from + i * 6),
        locked: data.readUInt32BE(from + 2 + i * 6),
      })),
    }
  })
}
