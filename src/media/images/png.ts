import { crc32, inflateSync } from 'node:zlib'
import type { ImageFacts } from './image-facts.ts'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Undefined when it is not a PNG of one picture, whole by its checksums and with all of its lines. */
export const readPng = (data: Buffer): ImageFacts | undefined => {
  if (!data.subarray(0, 8).equals(SIGNATURE)) return undefined
  let header: Buffer | undefined
  const lines: Buffer[] = []
  for (let at = 8; at < data.length; ) {
    const length = data.readUInt32BE(at)
    const type = data.toString('latin1', at + 4, at + 8)
    const body = data.subarray(at + 8, at + 8 + length)
    if (crc32(data.subarray(at + 4, at + 8 + length)) !== data.readUInt32BE(at + 8 + length)) return undefined
    at += 12 + length
    if (type === 'IHDR') header = body
    else if (type === 'IDAT') lines.push(body)
    else if (type === 'IEND')
      return at === data.length && header ? sized(header, Buffer.concat(lines)) : undefined
  }
  return undefined
}

const sized = (header: Buffer, packed: Buffer): ImageFacts | undefined => {
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const bits = header.readUInt8(8) * (SAMPLES[header.readUInt8(9)] ?? 0)
  // Each line has a byte before it that names its filter.
  const whole = height * (1 + Math.ceil((width * bits) / 8))
  try {
    return inflateSync(packed, { maxOutputLength: whole + 1 }).length === whole
      ? { width, height, frames: 1 }
      : undefined
  } catch {
    return undefined
  }
}
