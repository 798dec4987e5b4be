import { type FileHandle, open } from 'node:fs/promises'

/** Bytes of the head of an ASF file in which its own size stands. */
const ASF_HEAD = 64 * 1024
const ASF_HEADER = '3026b2758e66cf11a6d900aa0062ce6c'
const ASF_FILE_PROPERTIES = 'a1dcab8c47a9cf118ee400c00c205365'

/**
 * How large the container says that its file is, where FFmpeg goes by what is there and takes a cut file for a shorter one.
 * Undefined for other containers, and for files that were written as they came.
 */
export const declaredSize = async (path: string, container: string): Promise<number | undefined> => {
  if (container !== 'wav' && container !== 'asf') return undefined
  await using file = await open(path, 'r')
  return container === 'wav' ? riffSize(file) : asfSize(file)
}

const headOf = async (file: FileHandle, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
  return buffer.subarray(0, bytesRead)
}

/** A writer that could not seek back left the size all ones or zero. */
const riffSize = async (file: FileHandle): Promise<number | undefined> => {
  const head = await headOf(file, 8)
  if (head.length < 8 || head.toString('latin1', 0, 4) !== 'RIFF') return undefined
  const length = head.readUInt32LE(4)
  return length === 0 || length === 0xffffffff ? undefined : length + 8
}

/** ASF: a header object that holds others, each an id of 16 bytes and a size of 8. */
const asfSize = async (file: FileHandle): Promise<number | undefined> => {
  const head = await headOf(file, ASF_HEAD)
  if (head.toString('hex', 0, 16) !== ASF_HEADER) return undefined
  for (let at = 30; at + 92 <= head.length; ) {
    const length = Number(head.readBigUInt64LE(at + 16))
    if (head.toString('hex', at, at + 16) === ASF_FILE_PROPERTIES) {
      const live = (head.readUInt32LE(at + 88) & 1) === 1
      const size = Number(head.readBigUInt64LE(at + 40))
      return live || size === 0 ? undefined : size
    }
    if (length < 24) return undefined
    at += length
  }
  return undefined
}
