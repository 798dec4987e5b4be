import type { ImageFacts } from './image-facts.ts'

interface Walk {
  size?: { width: number; height: number }
  plays?: number
  frames: number
  /** Milliseconds. */
  duration: number
}

/** Undefined when it is not a WebP, still or moving, that is there to its end. */
export const readWebp = (data: Buffer): ImageFacts | undefined => {
  const isWebp =
    data.length >= 12 && data.toString('latin1', 0, 4) === 'RIFF' && data.toString('latin1', 8, 12) === 'WEBP'
  if (!isWebp || data.readUInt32LE(4) + 8 !== data.length) return undefined
  const walk: Walk = { frames: 0, duration: 0 }
  for (let at = 12; at < data.length; ) {
    const length = data.readUInt32LE(at + 4)
    const body = data.subarray(at + 8, at + 8 + length)
    if (body.length < length) return undefined
    chunk(data.toString('latin1', at, at + 4), body, walk)
    at += 8 + length + (length % 2)
  }
  const { size, frames, duration, plays } = walk
  if (!size || frames === 0) return undefined
  return { ...size, frames, ...(plays !== undefined && { plays, duration: duration / 1000 }) }
}

const chunk = (type: string, body: Buffer, walk: Walk): void => {
  switch (type) {
    case 'VP8X':
      walk.size = { width: 1 + body.readUIntLE(4, 3), height: 1 + body.readUIntLE(7, 3) }
      break
    case 'ANIM':
      walk.plays = body.readUInt16LE(4)
      break
    case 'ANMF':
      walk.frames++
      walk.duration += body.readUIntLE(12, 3)
      break
    case 'VP8 ':
      walk.frames++
      walk.size ??= { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
      break
    case 'VP8L': {
      const bits = body.readUInt32LE(1)
      walk.frames++
      walk.size ??= { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
    }
  }
}
