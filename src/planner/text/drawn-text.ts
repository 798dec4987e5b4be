import type { Length, TextOverlay } from '../../domain/overlay-spec.ts'
import type { Capabilities, StepFile } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Warning } from '../../domain/warning.ts'
import type { Colors } from '../colors.ts'
import { refuse } from '../draft.ts'
import type { Between, Box } from '../drawn.ts'
import type { Size } from '../frame-size.ts'
import { asDrawn, chooseFont } from './choose-font.ts'
import { type FlushLine, flushLines } from './flush-lines.ts'
import { signalColor } from './signal-color.ts'
import { textCut } from './text-cut.ts'

/** Text on a transparent canvas as wide as the picture, laid over it. Its height is known to FFmpeg alone. */
export interface DrawnText extends Box {
  readonly kind: 'text'
  readonly file: StepFile
  /** Where they end together. Absent: they begin together. */
  readonly lines?: readonly FlushLine[]
  /** Path of the font. */
  readonly font: string
  readonly size: number
  /** Pixels between lines, beyond the letters' own height. */
  readonly gap: number
  /** Where the text's block is on the canvas: distances between corners of both. */
  readonly right: boolean
  readonly bottom: boolean
  readonly dx: number
  readonly dy: number
  /** From the lowest to the highest. */
  readonly layers: readonly TextLayer[]
  readonly opacity: number
  readonly between?: Between
}

/** The text in one colour, as `rrggbb` of the picture's signal. */
export interface TextLayer {
  readonly color: string
  readonly opacity: number
  readonly outline?: { readonly color: string; readonly width: number }
  /** The text's block and so much around it is filled, too. */
  readonly box?: number
  /** Moved so far. */
  readonly x: number
  readonly y: number
}

/** Pixels of all different letters together, which are kept. */
const MAX_GLYPHS = 64 * 1024 * 1024
/** No line of any font is higher, in sizes of the font. */
const HIGHEST = 2
const GAP = 0.2
/** And none that anything can be seen of is lower. */
const LOWEST = 0.1

/** What the drawing of a text asks of its surroundings. */
export interface TextPlace {
  readonly frame: Size
  /** Of the finished picture. */
  readonly colors: Pick<Colors, 'transfer'>
  readonly has: Pick<Capabilities, 'fonts'>
  /** Puts a text into a file of the step. */
  readonly fileOf: (content: string) => StepFile
  /** How far it is from its corner, in pixels. */
  readonly across: number
  readonly down: number
}

/** A text as it is drawn on a picture of a size. */
export const drawText = (
  wish: TextOverlay,
  { frame, colors, has, fileOf, across, down }: TextPlace,
): { readonly drawn: DrawnText; readonly warnings: readonly Warning[] } | { readonly problem: Problem } => {
  const chosen = chooseFont(wish, has)
  if ('problem' in chosen) return chosen
  const text = asDrawn(wish.text)
  const pixels = (length: Length): number =>
    Math.round('px' in length ? length.px : (frame.height * length.percent) / 100)
  const size = Math.max(1, pixels(wish.size))
  const edge = wish.outline ? pixels(wish.outline.width) : 0
  const { layers, margin, reach } = layersOf(wish, edge, pixels, (color) => signalColor(color, colors))
  if (new Set(text).size * (size + 2 * edge) ** 2 > MAX_GLYPHS)
    return refuse('value-out-of-range', `Letters of ${size} pixels are too large for so many different ones.`)
  const [right, bottom] = [wish.position.corner.endsWith('right'), wish.position.corner.startsWith('bottom')]
  const gap = Math.round(size * GAP)
  const needed = text.split('\n').length * (HIGHEST * size + gap) + 2 * reach
  const band = canvasBand(bottom ? frame.height - down : down, bottom, needed, reach, frame.height)
  const several = right && text.includes('\n')
  const below = Math.ceil((band.bottom - band.top) / (gap + LOWEST * size))
  const room = { width: frame.width - across, height: frame.height - down }
  const cut = textCut(text, { font: chosen.font, size, around: margin, room })
  return {
    drawn: {
      ...{ kind: 'text', file: fileOf(text), font: chosen.font.path, size, gap, layers },
      ...(several && { lines: flushLines(text, { font: chosen.font, size, below, fileOf }) }),
      opacity: wish.opacity ?? 1,
      ...{ x: 0, width: frame.width, y: band.top, height: band.bottom - band.top },
      ...{ right, bottom, dx: across + margin },
      dy: down + margin - (bottom ? frame.height - band.bottom : band.top),
    },
    warnings: [...(chosen.warning ? [chosen.warning] : []), ...(cut ? [cut] : [])],
  }
}

interface Layers {
  readonly layers: readonly TextLayer[]
  /** How much stands around the text, and counts as part of it. */
  readonly margin: number
  /** How far above and below the text anything is drawn. */
  readonly reach: number
}

const layersOf = (
  { color, outline, shadow, box }: TextOverlay,
  edge: number,
  pixels: (length: Length) => number,
  colored: (color: string) => string,
): Layers => {
  const lettered = (of: string, around: string): Pick<TextLayer, 'color' | 'outline'> => ({
    color: colored(of),
    ...(edge > 0 && { outline: { color: colored(around), width: edge } }),
  })
  const padding = box ? pixels(box.padding) + edge : 0
  const layers: TextLayer[] = []
  if (box) layers.push({ color: colored(box.color), opacity: box.opacity ?? 1, box: padding, x: 0, y: 0 })
  if (shadow) {
    const moved = { x: pixels(shadow.x), y: pixels(shadow.y) }
    layers.push({ ...lettered(shadow.color, shadow.color), opacity: shadow.opacity ?? 1, ...moved })
  }
  layers.push({ ...lettered(color, outline?.color ?? color), opacity: 1, x: 0, y: 0 })
  const margin = box ? padding : edge
  return { layers, margin, reach: margin + Math.max(...layers.map(({ y }) => Math.abs(y))) }
}

/** Rows of the picture, from an even one to an even one, as chroma is stored for pairs of them. */
const canvasBand = (
  edge: number,
  upwards: boolean,
  needed: number,
  reach: number,
  height: number,
): { readonly top: number; readonly bottom: number } => {
  const from = upwards ? edge - needed : edge - reach
  const to = upwards ? edge + reach : edge + needed
  const top = Math.min(height - 2, Math.max(0, 2 * Math.floor(from / 2)))
  return { top, bottom: Math.max(top + 2, Math.min(height, 2 * Math.ceil(to / 2))) }
}
