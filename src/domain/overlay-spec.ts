import type { Source } from './source.ts'
import type { Seconds } from './units.ts'

/** Pixels of the finished picture, or percent of its side: of the width for what lies across, of the height for what lies down. */
export type Length = { readonly px: number } | { readonly percent: number }

export const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
export type Corner = (typeof CORNERS)[number]

/** The distance from a corner of the picture to the same corner of what is placed. */
export interface Position {
  readonly corner: Corner
  readonly x: Length
  readonly y: Length
}

/** When something is seen, on the timeline of the output. `end` is exclusive, absent: to the end. Negative counts from the end. */
export interface TimeWindow {
  readonly start: Seconds
  readonly end?: Seconds
}

/** Something drawn on a finished picture, measured by that picture's own size. */
export type Overlay = ImageOverlay | MosaicOverlay | TextOverlay

/** A still or moving image. One side given keeps its aspect ratio; none keeps its own size in pixels. */
export interface ImageOverlay {
  readonly kind: 'image'
  readonly source: Source
  readonly position: Position
  readonly width?: Length
  readonly height?: Length
  /** 0 to 1; absent: 1. */
  readonly opacity?: number
  readonly window?: TimeWindow
  /** Of a moving image: plays once and is gone, once and stays, or again and again. */
  readonly play: 'once' | 'once-and-stay' | 'forever'
}

/** A rectangle that is made unrecognisable. */
export interface MosaicOverlay {
  readonly kind: 'mosaic'
  readonly style: 'pixels' | 'blur'
  readonly position: Position
  readonly width: Length
  readonly height: Length
  /** Side of one block, or radius of the blur, in pixels. Absent: a twelfth of the rectangle's longer side, at least 8. */
  readonly strength?: number
  readonly window?: TimeWindow
}

/** Characters of a text that is drawn, and its lines. */
export const MAX_TEXT = { characters: 1000, lines: 20 } as const
/** Nothing that is no character, and of the control characters only tabs and what ends lines. */
export const DRAWABLE_TEXT = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u

/** Words. Lengths in percent are of the picture's height, but for those of the position. */
export interface TextOverlay {
  readonly kind: 'text'
  readonly text: string
  readonly position: Position
  /** The name of a font at hand. Absent: one that has all characters, DejaVu Sans before others. */
  readonly font?: string
  /** Where the named font is not at hand, or lacks a character, another takes its place. Absent: it is refused. */
  readonly replaceable?: boolean
  /** Of the font's em: capitals are about seven tenths as high. */
  readonly size: Length
  /** All colours are `rrggbb`. */
  readonly color: string
  /** Of everything together, 0 to 1; absent: 1. */
  readonly opacity?: number
  readonly outline?: { readonly color: string; readonly width: Length }
  /** `x` and `y`: how far to the right and down; negative to the left and up. */
  readonly shadow?: {
    readonly color: string
    readonly x: Length
    readonly y: Length
    /** 0 to 1; absent: 1. */
    readonly opacity?: number
  }
  /** A ground behind the text; the position is then the ground's. */
  readonly box?: { readonly color: string; readonly padding: Length; readonly opacity?: number }
  readonly window?: TimeWindow
}
