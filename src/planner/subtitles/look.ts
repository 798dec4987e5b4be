import type { Length } from '../../domain/overlay-spec.ts'
import type { Problem } from '../../domain/problem.ts'
import type { SubtitleBoard, SubtitleStyle } from '../../domain/subtitle-spec.ts'
import type { DraftContext } from '../draft.ts'
import type { Size } from '../frame-size.ts'
import { findFont, USUAL_FONT, unknownFont } from '../text/fonts-at-hand.ts'
import type { AssBoard, AssLook } from './ass-look.ts'

/** Of the shorter side; what people read at ease. */
const SIZE = 1 / 16
/** Of the size. */
const OUTLINE = 1 / 16
/** Of the height. */
const MARGIN = 1 / 20

/** The look of plain text on a finished picture. */
export const lookOf = (
  style: SubtitleStyle,
  { width, height }: Size,
  { fonts }: Pick<DraftContext, 'fonts'>,
): AssLook | { readonly problem: Problem } => {
  const { font, size, color = 'ffffff', opacity = 1, outline, shadow, board, margin, edge = 'bottom' } = style
  const named = font === undefined ? undefined : findFont(fonts, font)
  if (font !== undefined && !named) return unknownFont(font, fonts)
  const pixels = (length: Length, side = height): number =>
    'px' in length ? length.px : (side * length.percent) / 100
  const high = size ? pixels(size) : Math.min(width, height) * SIZE
  return {
    ...{ width, height, color, opacity, edge, size: Math.min(height, Math.max(1, high)) },
    font: familyOf(named?.family ?? USUAL_FONT),
    outline: Math.min(height / 8, outline ? pixels(outline.width) : high * OUTLINE),
    outlineColor: outline?.color ?? '000000',
    outlineOpacity: outline?.opacity ?? 1,
    ...(shadow && {
      shadow: {
        distance: Math.min(height / 8, pixels(shadow.distance)),
        color: shadow.color ?? '000000',
        opacity: shadow.opacity ?? 1,
      },
    }),
    ...(board && { board: boardOf(board, pixels, { width, height }) }),
    margin: Math.min(height, margin ? pixels(margin) : height * MARGIN),
  }
}

const boardOf = (
  { bottom, width, height, color = '000000', opacity = 1 }: SubtitleBoard,
  pixels: (length: Length, side?: number) => number,
  frame: Size,
): AssBoard => {
  const [across, down] = [
    Math.min(frame.width, pixels(width, frame.width)),
    Math.min(frame.height, pixels(height)),
  ]
  return {
    x: (frame.width - across) / 2,
    y: frame.height - Math.min(frame.height, pixels(bottom)) - down,
    ...{ width: across, height: down, color, opacity },
  }
}

/** A comma would end the column that it stands in. */
const familyOf = (family: string): string => family.replace(/[^\p{L}\p{N} _.-]/gu, ' ')
