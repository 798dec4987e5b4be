import type { ImageFacts } from './image-facts.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
const GRAPHIC_CONTROL = 0xf9
const APPLICATION = 0xff

/** Undefined when it is not a GIF that is there to its trailer. */
export const readGif = (data: Buffer): ImageFacts | undefined => {
  const found = walkGif(data)
  return found && found.end === data.length && found.facts.frames > 0 ? found.facts : undefined
}

/** Where the trailer of a GIF ends; undefined when there is none. */
export const gifEnd = (data: Buffer): number | undefined => {
  try {
    return walkGif(data)?.end
  } catch (error) {
    // A length inside that points beyond the end.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** @throws RangeError where the data end before the trailer */
const walkGif = (data: Buffer): { readonly facts: ImageFacts; readonly end: number } | undefined => {
  if (!/^GIF8[79]a$/.test(data.toString('latin1', 0, 6))) return undefined
  const size = { width: data.readUInt16LE(6), height: data.readUInt16LE(8) }
  let frames = 0
  let hundredths = 0
  // Without the extension that says it, a GIF is played once.
  let plays = 1
  for (let at = 13 + tableLength(data.readUInt8(10)); ; ) {
    const block = data.readUInt8(at)
    if (block === TRAILER)
      return { facts: { ...size, frames, duration: hundredths / 100, plays }, end: at + 1 }
    if (block === IMAGE) {
      frames++
      at = afterBlocks(data, at + 11 + tableLength(data.readUInt8(at + 9)))
    } else if (block === EXTENSION) {
      const label = data.readUInt8(at + 1)
      if (label === GRAPHIC_CONTROL) hundredths += data.readUInt16LE(at + 4)
      if (label === APPLICATION && data.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0')
        plays = playsOf(data.readUInt16LE(at + 16))
      at = afterBlocks(data, at + 2)
    } else return undefined
  }
}

/** The extension counts repetitions after the first showing; 0 is for ever. */
const playsOf = (loops: number): number => (loops === 0 ? 0 : loops + 1)

const tableLength = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/** Skips sub-blocks, each led by its length, up to the empty one. */
const afterBlocks = (data: Buffer, start: number): number => {
  let at = start
  while (data.readUInt8(at) !== 0) at += 1 + data.readUInt8(at)
  return at + 1
}
