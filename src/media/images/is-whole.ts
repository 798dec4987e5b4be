import { readFile, stat } from 'node:fs/promises'
import type { ImageFormat } from '../../domain/image-info.ts'
import { gifEnd } from './gif.ts'

/** Bytes that are read to find the end. What is larger is taken to be whole, and its decoder finds out. */
const MAX_BYTES = 128 * 1024 * 1024
const JPEG_SCAN = Buffer.from([0xff, 0xda])
const JPEG_END = Buffer.from([0xff, 0xd9])

/**
 * Whether an image goes on to the mark that ends it. FFmpeg decodes what there is of a cut one, and a moving image that has
 * lost pictures is a shorter one to it. What stands behind the end is nobody's business.
 */
export const isWholeImage = async (path: string, format: ImageFormat): Promise<boolean> => {
  if ((await stat(path)).size > MAX_BYTES) return true
  const data = await readFile(path)
  switch (format) {
    case 'gif':
      return gifEnd(data) !== undefined
    case 'png':
    case 'apng':
      return pngEnds(data)
    case 'jpeg':
      // A thumbnail has an end of its own, before the picture begins.
      return data.lastIndexOf(JPEG_END) > data.lastIndexOf(JPEG_SCAN)
    case 'webp':
      return data.length >= 12 && data.readUInt32LE(4) + 8 <= data.length
  }
}

const pngEnds = (data: Buffer): boolean => {
  for (let at = 8; at + 12 <= data.length; at += 12 + data.readUInt32BE(at))
    if (data.toString('latin1', at + 4, at + 8) === 'IEND') return true
  return false
}
