import { type FileHandle, open } from 'node:fs/promises'

/** More boxes than a file that is not fragmented has; reading on costs a system call each. */
const MAX_BOXES = 4096

/**
 * Whether the container itself says that the file should be longer: a top-level part ends after the last byte.
 * A hint, not a verdict: the missing part may hold nothing that matters. False for containers that say no lengths.
 */
export const endsEarly = async (path: string, container: string): Promise<boolean> => {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  if (container.startsWith('mov')) return await boxesEndAfter(file, size)
  if (container.startsWith('matroska')) return await segmentEndsAfter(file, size)
  if (container === 'avi' || container === 'wav') return await riffEndsAfter(file, size)
  return false
}

const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** ISO base media: size and four letters, again and again. Size 0 means "to the end", 1 that 64 bits follow. */
const boxesEndAfter = async (file: FileHandle, size: number): Promise<boolean> => {
  let at = 0
  for (let i = 0; i < MAX_BOXES && at < size; i++) {
    const head = await bytesAt(file, at, 16)
    if (head.length < 8) return true
    const short = head.readUInt32BE(0)
    if (short === 0) return false
    if (short === 1 && head.length < 16) return true
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short
    // Not a box: what lies behind the last one is padding, or the file is odd in another way.
    if (length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(head.toString('latin1', 4, 8))) return false
    at += length
  }
  return at > size
}

/** Matroska: an EBML header, then one Segment whose size is known unless it was written live. */
const segmentEndsAfter = async (file: FileHandle, size: number): Promise<boolean> => {
  const header = await elementAt(file, 0)
  const segment = header && (await elementAt(file, header.end))
  return segment !== undefined && segment.id === 0x18538067 && segment.end > size
}

const elementAt = async (file: FileHandle, at: number): Promise<{ id: number; end: number } | undefined> => {
  const head = await bytesAt(file, at, 12)
  if (head.length < 12) return undefined
  const width = Math.clz32(head.readUInt8(4)) - 23
  if (width > 8) return undefined
  let length = head.readUInt8(4) & (0xff >> width)
  let unknown = length === 0xff >> width
  for (const byte of head.subarray(5, 4 + Math.min(width, 8))) {
    length = length * 256 + byte
    unknown &&= byte === 0xff
  }
  const id = head.readUInt32BE(0)
  return { id, end: unknown ? Number.NEGATIVE_INFINITY : at + 4 + width + length }
}

/** RIFF: all of the file in one chunk. A writer that could not seek back left the size all ones or zero. */
const riffEndsAfter = async (file: FileHandle, size: number): Promise<boolean> => {
  const head = await bytesAt(file, 0, 8)
  if (head.length < 8 || head.toString('latin1', 0, 4) !== 'RIFF') return false
  const length = head.readUInt32LE(4)
  return length !== 0 && length !== 0xffffffff && length + 8 > size
}
