import type { Length } from '../../domain/overlay-spec.ts'
import type { Problem } from '../../domain/problem.ts'
import type { SubtitleStyle } from '../../domain/subtitle-spec.ts'
import type { DraftContext } from '../draft.ts'
import type { Size } from '../frame-size.ts'
import { findFont, USUAL_FONT, unknownFont } from '../text/fonts-at-hand.ts'
import type { AssLook } from './write-ass.ts'

/** Of the shorter side; what people read at ease. */
const SIZE = 1 / 16
/** Of the size. */
const OUTLINE = 1 / 16
/** Of the height. */
const MARGIN = 1 / 20

/** The look of plain text on a finished picture. */
export const lookOf = (
  { font, size, color = 'ffffff', outline, margin, edge = 'bottom' }: SubtitleStyle,
  { width, height }: Size,
  { fonts }: Pick<DraftContext, 'fonts'>,
): AssLook | { readonly problem: Problem } => {
  const named = font === undefined ? undefined : findFont(fonts, font)
  if (font !== undefined && !named) return unknownFont(font, fonts)
  const pixels = (length: Length): number => ('px' in length ? length.px : (height * length.percent) / 100)
  const high = size ? pixels(size) : Math.min(width, height) * SIZE
  return {
    ...{ width, height, color, edge, size: Math.min(height, Math.max(1, high)) },
    font: familyOf(named?.family ?? USUAL_FONT),
    outline: Math.min(height / 8, outline ? pixels(outline.width) : high * OUTLINE),
    outlineColor: outline?.color ?? '000000',
    margin: Math.min(height, margin ? pixels(margin) : height * MARGIN),
  }
}

/** A comma would end the column that it stands in. */
const familyOf = (family: string): string => family.replace(/[^\p{L}\p{N} _.-]/gu, ' ')
