import type { BoxSize, FrameSize } from '../domain/output-spec.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** A part of the decoded picture, in its pixels. */
export interface Region extends Size {
  readonly x: number
  readonly y: number
}

/** Mirrored left to right, when asked, and then turned by clockwise degrees. */
export interface Turn {
  readonly rotation: 0 | 90 | 180 | 270
  readonly mirrored: boolean
}

/**
 * How the source picture becomes the target frame: `region` cut out, scaled to `scaled`, turned, cut to `crop` or
 * centred in `pad`, then laid on `ground`. All sides are even and at least 2, as 4:2:0 encoders need.
 */
export interface Framing {
  /** Absent: the whole picture. */
  readonly region?: Region
  readonly scaled: Size
  readonly turn?: Turn
  readonly crop?: Size
  readonly pad?: Size & { readonly fill: 'black' | 'white' | 'blur' }
  /** Where the picture lies on a larger black one. */
  readonly ground?: Region
}

/** The size of the finished picture. */
export const framedSize = (f: Framing): Size => f.ground ?? pictureSize(f)

/** The size of the picture itself, without the ground it is laid on. */
export const pictureSize = (f: Framing): Size => f.crop ?? f.pad ?? turnedSize(f.scaled, f.turn)

export const turnedSize = ({ width, height }: Size, turn: Turn | undefined): Size =>
  turn?.rotation === 90 || turn?.rotation === 270 ? { width: height, height: width } : { width, height }

/**
 * The framing of a picture whose display size is `source` (square pixels, rotation applied).
 * With `upscale: false` a wish above the source shrinks, keeping its own aspect ratio, until the picture is not enlarged.
 */
export const resolveFraming = (wish: FrameSize, source: Size): Framing => {
  if (wish.by === 'source') return { scaled: evenDown(source) }
  const { width, height } = sides(wish, source)
  if (width === undefined && height === undefined) return { scaled: evenDown(source) }
  const aspect = source.width / source.height
  if (width === undefined || height === undefined) {
    const free =
      width !== undefined
        ? { width, height: width / aspect }
        : { width: (height ?? 0) * aspect, height: height ?? 0 }
    return { scaled: scaledBy(source, free.width / source.width, wish.upscale) }
  }
  return inBox({ width, height }, wish, source)
}

const PAD_FILLS = { 'pad-black': 'black', 'pad-white': 'white', 'pad-blur': 'blur' } as const

const inBox = (box: Size, { fill, upscale }: BoxSize, source: Size): Framing => {
  const across = box.width / source.width
  const down = box.height / source.height
  switch (fill) {
    case 'stretch':
      return {
        scaled: bounded(even(box), upscale ? undefined : source),
      }
    case 'fit':
      return { scaled: scaledBy(source, Math.min(across, down), upscale) }
    case 'crop': {
      const cover = Math.max(across, down)
      const crop = bounded(even(shrunk(box, cover, upscale)), upscale ? undefined : source)
      const whole = scaledBy(source, cover, upscale)
      const scaled = {
        width: Math.max(whole.width, crop.width),
        height: Math.max(whole.height, crop.height),
      }
      return same(scaled, crop) ? { scaled } : { scaled, crop }
    }
    default: {
      const inner = Math.min(across, down)
      const frame = even(shrunk(box, inner, upscale))
      const scaled = bounded(scaledBy(source, inner, upscale), frame)
      if (same(scaled, frame)) return { scaled }
      return { scaled, pad: { ...frame, fill: PAD_FILLS[fill] } }
    }
  }
}

/** Width and height asked for; long and short sides lie as the source does. */
const sides = ({ by, first, second }: BoxSize, source: Size): { width?: number; height?: number } => {
  const [width, height] =
    by === 'long-short' && source.width < source.height ? [second, first] : [first, second]
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
}

const scaledBy = (source: Size, factor: number, upscale: boolean): Size => {
  const k = upscale ? factor : Math.min(1, factor)
  return bounded(even({ width: source.width * k, height: source.height * k }), upscale ? undefined : source)
}

const shrunk = (box: Size, factor: number, upscale: boolean): Size =>
  upscale || factor <= 1 ? box : { width: box.width / factor, height: box.height / factor }

/** Not above `limit`, whose odd sides are rounded down. */
const bounded = (size: Size, limit: Size | undefined): Size => {
  if (!limit) return size
  const top = evenDown(limit)
  return { width: Math.min(size.width, top.width), height: Math.min(size.height, top.height) }
}

const even = ({ width, height }: Size): Size => ({
  width: Math.max(2, 2 * Math.round(width / 2)),
  height: Math.max(2, 2 * Math.round(height / 2)),
})
export const evenDown = ({ width, height }: Size): Size => ({
  width: Math.max(2, 2 * Math.floor(width / 2)),
  height: Math.max(2, 2 * Math.floor(height / 2)),
})
export const same = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height
