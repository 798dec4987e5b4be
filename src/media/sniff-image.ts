import { open } from 'node:fs/promises'
import type { ImageFormat } from '../domain/image-info.ts'
import { fail } from '../domain/problem.ts'

/** How many bytes of a file are enough to tell what image it is. */
const SNIFFED_BYTES = 64 * 1024

/**
 * Which image the file is; undefined when it is none.
 * @throws DomainError source-unsupported for one that is known and that FFmpeg cannot read
 */
export const imageFormatOf = async (file: string): Promise<ImageFormat | undefined> => {
  await using opened = await open(file)
  const { buffer, bytesRead } = await opened.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0)
  const format = sniffImage(buffer.subarray(0, bytesRead))
  if (format === 'animated-webp')
    throw fail('source-unsupported', 'Moving WebP images are not read by FFmpeg; GIF and APNG are.')
  return format
}

/**
 * The format of an image by its first bytes, whatever its name says. `animated-webp` is told apart because FFmpeg 5.1 does
 * not read it; undefined for anything that is none of them.
 */
export const sniffImage = (head: Buffer): ImageFormat | 'animated-webp' | undefined => {
  const at = (offset: number, text: string): boolean =>
    head.subarray(offset, offset + text.length).toString('latin1') === text
  if (at(0, '\x89PNG\r\n\x1a\n')) return isAnimatedPng(head) ? 'apng' : 'png'
  if (at(0, '\xff\xd8\xff')) return 'jpeg'
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'gif'
  if (at(0, 'RIFF') && at(8, 'WEBP'))
    return at(12, 'VP8X') && ((head[20] ?? 0) & 2) !== 0 ? 'animated-webp' : 'webp'
  return undefined
}

/** An `acTL` chunk before the first picture data makes a PNG move. */
const isAnimatedPng = (head: Buffer): boolean => {
  for (let at = 8; at + 8 <= head.length; ) {
    const type = head.subarray(at + 4, at + 8).toString('latin1')
    if (type === 'acTL') return true
    if (type === 'IDAT') return false
    at += 12 + head.readUInt32BE(at)
  }
  return false
}
