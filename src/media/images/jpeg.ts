import type { ImageFacts } from './image-facts.ts'

/** Start-of-frame markers: all of C0 to CF but the tables DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Undefined when it is not a JPEG that is there to its end. */
export const readJpeg = (data: Buffer): ImageFacts | undefined => {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8 || data.readUInt16BE(data.length - 2) !== 0xffd9)
    return undefined
  let at = 2
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data.readUInt8(at + 1)
    if (isFrame(marker))
      return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7), frames: 1 }
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}
