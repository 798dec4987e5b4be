import type { ImageInfo } from '../domain/image-info.ts'
import type {
  Corner,
  ImageOverlay,
  Length,
  MosaicOverlay,
  Overlay,
  TimeWindow,
} from '../domain/overlay-spec.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import type { Colors } from './colors.ts'
import { type DraftContext, refuse } from './draft.ts'
import type { Size } from './frame-size.ts'
import type { BurntDrawn } from './subtitles/burnt.ts'
import { type DrawnText, drawText } from './text/drawn-text.ts'

/** Something drawn on one finished picture, in that picture's pixels. Plain data, so that equal pictures have equal keys. */
export type Drawn = DrawnImage | DrawnMosaic | DrawnText | BurntDrawn

export interface Box extends Size {
  readonly x: number
  readonly y: number
}

/** Seconds on the output's timeline; an absent end is the output's own. */
export interface Between {
  readonly from: number
  readonly to?: number
}

export interface DrawnImage extends Box {
  readonly kind: 'image'
  /** Its file in the attempt's folder. */
  readonly file: string
  readonly image: ImageInfo
  readonly opacity: number
  readonly play: ImageOverlay['play']
  /** Nothing is shown but its first picture. */
  readonly first?: true
  readonly between?: Between
}

/** All figures are even: chroma is stored for pairs of pixels. */
export interface DrawnMosaic extends Box {
  readonly kind: 'mosaic'
  readonly style: MosaicOverlay['style']
  readonly strength: number
  readonly between?: Between
}

const MAX_SIDE = 8192
/** A looped image is kept decoded: pixels of all its frames together. */
const MAX_LOOPED_PIXELS = 64 * 1024 * 1024

/** What drawing asks of its surroundings; `colors` are the finished picture's. */
export type DrawContext = Pick<DraftContext, 'inputs' | 'cut' | 'fonts' | 'fileOf'> & {
  readonly colors: Pick<Colors, 'transfer'>
  /** Of pictures that do not move: images do not, either. */
  readonly still?: boolean
}

/** What the overlays of an output are on a finished picture of this size. */
export const drawOverlays = (
  overlays: readonly Overlay[],
  frame: Size,
  ctx: DrawContext,
):
  | { readonly drawn: readonly Drawn[]; readonly warnings: readonly Warning[] }
  | { readonly problem: Problem } => {
  const drawn: Drawn[] = []
  const warnings: Warning[] = []
  for (const overlay of overlays) {
    const between = overlay.window && resolveWindow(overlay.window, ctx.cut.duration)
    if (between === 'never') continue
    const found = drawOne(overlay, frame, ctx)
    if ('problem' in found) return found
    if (found.drawn) drawn.push(seenDuring(found.drawn, between))
    warnings.push(...(found.warnings ?? []))
  }
  return { drawn, warnings }
}

const drawOne = (overlay: Overlay, frame: Size, ctx: DrawContext): Found => {
  switch (overlay.kind) {
    case 'image':
      return drawImage(overlay, frame, ctx)
    case 'mosaic':
      return drawMosaic(overlay, frame)
    case 'text': {
      const { x, y } = overlay.position
      const at = { across: Math.round(pixels(x, frame.width)), down: Math.round(pixels(y, frame.height)) }
      return drawText(overlay, { ...ctx, ...at, frame, has: ctx })
    }
  }
}

/** A moving image that plays once is seen for its own length, within its window. */
const seenDuring = (drawn: Drawn, between: Between | undefined): Drawn => {
  if (drawn.kind !== 'image' || drawn.play !== 'once') return { ...drawn, ...(between && { between }) }
  const from = between?.from ?? 0
  const to = Math.min(between?.to ?? Number.POSITIVE_INFINITY, from + drawn.image.duration)
  return { ...drawn, between: { from, to } }
}

type Found =
  | { readonly drawn: Drawn | undefined; readonly warnings?: readonly Warning[] }
  | { readonly problem: Problem }

const drawImage = (overlay: ImageOverlay, frame: Size, { inputs, still }: DrawContext): Found => {
  const input = inputs('image', overlay.source)
  if ('problem' in input) return input
  const { image, file } = input
  const moves = image.frames > 1 && !still
  const size = imageSize(overlay, image, frame)
  if (Math.max(size.width, size.height) > MAX_SIDE)
    return refuse(
      'value-out-of-range',
      `An image drawn at ${size.width}x${size.height} is over ${MAX_SIDE} pixels a side.`,
    )
  if (moves && overlay.play === 'forever' && image.frames * size.width * size.height > MAX_LOOPED_PIXELS)
    return {
      problem: problem(
        'value-out-of-range',
        `An image of ${image.frames} frames at ${size.width}x${size.height} is too large to be played again and again.`,
      ),
    }
  const { opacity = 1, play, position } = overlay
  return {
    drawn: {
      ...{ kind: 'image', file, image, opacity },
      play: moves ? play : 'once-and-stay',
      ...(still && image.frames > 1 && { first: true as const }),
      ...size,
      x: Math.round(place(position.corner, 'across', position.x, frame.width, size.width)),
      y: Math.round(place(position.corner, 'down', position.y, frame.height, size.height)),
    },
  }
}

const imageSize = ({ width, height }: ImageOverlay, image: ImageInfo, frame: Size): Size => {
  const across = width && pixels(width, frame.width)
  const down = height && pixels(height, frame.height)
  const whole = (n: number): number => Math.max(1, Math.round(n))
  const aspect = image.width / image.height
  return {
    width: whole(across ?? (down === undefined ? image.width : down * aspect)),
    height: whole(down ?? (across === undefined ? image.height : across / aspect)),
  }
}

/** The part of the rectangle that lies on the picture, grown to even sides. Nothing when none of it does. */
const drawMosaic = (overlay: MosaicOverlay, frame: Size): Found => {
  const width = pixels(overlay.width, frame.width)
  const height = pixels(overlay.height, frame.height)
  const { corner, x, y } = overlay.position
  const [left, right] = evenSpan(place(corner, 'across', x, frame.width, width), width, frame.width)
  const [top, bottom] = evenSpan(place(corner, 'down', y, frame.height, height), height, frame.height)
  if (right - left < 2 || bottom - top < 2) return { drawn: undefined }
  const box = { x: left, y: top, width: right - left, height: bottom - top }
  const strength = overlay.strength ?? Math.max(8, Math.round(Math.max(box.width, box.height) / 12))
  return { drawn: { kind: 'mosaic', style: overlay.style, strength, ...box } }
}

const evenSpan = (from: number, length: number, limit: number): readonly [number, number] => [
  2 * Math.floor(Math.max(0, from) / 2),
  Math.min(limit, 2 * Math.ceil(Math.min(limit, from + length) / 2)),
]

const pixels = (length: Length, side: number): number =>
  'px' in length ? length.px : (side * length.percent) / 100

/** Where something of this length starts, counted from the left or the top. */
const place = (
  corner: Corner,
  axis: 'across' | 'down',
  distance: Length,
  side: number,
  length: number,
): number => {
  const gap = pixels(distance, side)
  const fromEnd = axis === 'across' ? corner.endsWith('right') : corner.startsWith('bottom')
  return fromEnd ? side - length - gap : gap
}

const resolveWindow = ({ start, end }: TimeWindow, duration: number): Between | 'never' | undefined => {
  const at = (t: number): number => (t < 0 ? Math.max(0, duration + t) : t)
  const from = at(start)
  const to = end === undefined ? undefined : at(end)
  if (to !== undefined && to <= from) return 'never'
  if (from === 0 && (to === undefined || (duration > 0 && to >= duration + 1))) return undefined
  return { from, ...(to !== undefined && { to }) }
}
