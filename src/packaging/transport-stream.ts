import { avcString, hevcString } from './codec-config.ts'

/** What the beginning of an MPEG-TS segment tells of its picture. */
export interface TransportStart {
  readonly codec: 'h264' | 'hevc'
  /** Presentation time of the first picture, in ticks of 90 kHz. */
  readonly pts: number
  /** Bytes from the start of the segment that hold the tables and the whole first picture. */
  readonly end: number
  /** The first picture can be decoded without others. */
  readonly key: boolean
  /** RFC 6381, from the first picture's parameter sets. */
  readonly codecString?: string
}

const PACKET = 188
const SYNC = 0x47
const STREAM_TYPES: Readonly<Record<number, TransportStart['codec']>> = { 27: 'h264', 36: 'hevc' }

/**
 * Reads the first picture of a segment that begins with its tables, as each segment of ours does. `whole`: `data` is all of
 * it, so that the last packet ends the picture. Undefined when there is no picture of these codecs, or more data is needed.
 * @throws RangeError when the data is no transport stream
 */
export const readTransportStart = (data: Buffer, whole: boolean): TransportStart | undefined => {
  let pmt: number | undefined
  let video: { pid: number; codec: TransportStart['codec'] } | undefined
  const picture: Buffer[] = []
  let end: number | undefined
  for (let at = 0; at + PACKET <= data.length; at += PACKET) {
    if (data[at] !== SYNC) throw new RangeError(`no transport packet at ${at}`)
    const pid = data.readUInt16BE(at + 1) & 0x1fff
    const starts = ((data[at + 1] ?? 0) & 0x40) !== 0
    const payload = payloadOf(data.subarray(at, at + PACKET))
    if (pid === 0 && starts) pmt ??= firstProgram(payload)
    else if (pid === pmt && starts) video ??= firstVideo(payload)
    else if (video && pid === video.pid) {
      if (starts && picture.length > 0) {
        end = at
        break
      }
      if (starts || picture.length > 0) picture.push(payload)
    }
  }
  if (!video || picture.length === 0 || (end === undefined && !whole)) return undefined
  const pes = Buffer.concat(picture)
  const pts = ptsOf(pes)
  if (pts === undefined) return undefined
  const units = nalUnits(pes.subarray(9 + (pes[8] ?? 0)))
  const codecString = nameOf(units, video.codec)
  return {
    codec: video.codec,
    pts,
    end: end ?? data.length,
    key: units.some((unit) => isKeyUnit(unit, video.codec)),
    ...(codecString !== undefined && { codecString }),
  }
}

/** A unit of a picture from which decoding can begin. */
export const isKeyUnit = (unit: Uint8Array, codec: 'h264' | 'hevc'): boolean => {
  const [head = 0] = unit
  if (codec === 'h264') return (head & 0x1f) === 5
  const type = (head >> 1) & 0x3f
  return type >= 16 && type <= 21
}

const payloadOf = (packet: Buffer): Buffer => {
  const control = ((packet[3] ?? 0) >> 4) & 3
  if (control === 0 || control === 2) return Buffer.alloc(0)
  return packet.subarray(control === 3 ? Math.min(PACKET, 5 + (packet[4] ?? 0)) : 4)
}

/** A table's section, after its pointer. */
const section = (payload: Buffer): Buffer => {
  const from = 1 + (payload[0] ?? 0)
  return payload.subarray(from, from + 3 + (((payload[from + 1] ?? 0) & 0xf) << 8) + (payload[from + 2] ?? 0))
}

const firstProgram = (payload: Buffer): number | undefined => {
  const table = section(payload)
  for (let at = 8; at + 4 <= table.length - 4; at += 4)
    if (table.readUInt16BE(at) !== 0) return table.readUInt16BE(at + 2) & 0x1fff
  return undefined
}

const firstVideo = (payload: Buffer): { pid: number; codec: TransportStart['codec'] } | undefined => {
  const table = section(payload)
  if (table.length < 12) return undefined
  for (let at = 12 + (table.readUInt16BE(10) & 0xfff); at + 5 <= table.length - 4; ) {
    const codec = STREAM_TYPES[table[at] ?? 0]
    if (codec) return { pid: table.readUInt16BE(at + 1) & 0x1fff, codec }
    at += 5 + (table.readUInt16BE(at + 3) & 0xfff)
  }
  return undefined
}

const ptsOf = (pes: Buffer): number | undefined => {
  if (pes.length < 14 || pes.readUIntBE(0, 3) !== 1 || ((pes[7] ?? 0) & 0x80) === 0) return undefined
  const high = ((pes[9] ?? 0) >> 1) & 7
  return high * 2 ** 30 + (pes.readUInt16BE(10) >> 1) * 2 ** 15 + (pes.readUInt16BE(12) >> 1)
}

/** Units of an Annex B stream, without their start codes. */
const nalUnits = (stream: Buffer): readonly Buffer[] => {
  const START = Buffer.from([0, 0, 1])
  const units: Buffer[] = []
  let from = stream.indexOf(START)
  while (from >= 0) {
    const next = stream.indexOf(START, from + 3)
    units.push(stream.subarray(from + 3, next < 0 ? stream.length : next))
    from = next
  }
  return units
}

const nameOf = (units: readonly Buffer[], codec: 'h264' | 'hevc'): string | undefined => {
  if (codec === 'h264') {
    const sps = units.find((unit) => ((unit[0] ?? 0) & 0x1f) === 7)
    return sps && sps.length > 3 ? avcString(sps.subarray(1, 4)) : undefined
  }
  const sps = units.find((unit) => (((unit[0] ?? 0) >> 1) & 0x3f) === 33)
  const plain = sps && withoutEmulation(sps.subarray(0, 32))
  return plain && plain.length >= 15 ? hevcString('hvc1', plain.subarray(3, 15)) : undefined
}

/** 00 00 03 stands for 00 00 inside a unit. */
const withoutEmulation = (unit: Buffer): Buffer =>
  Buffer.from(
    [...unit].filter((byte, i) => !(byte === 3 && i >= 2 && unit[i - 1] === 0 && unit[i - 2] === 0)),
  )
