import { z } from 'zod'
import type { TextOverlay } from '../../domain/overlay-spec.ts'
import { drawnColor, drawnText } from '../drawn-text.ts'
import { honoured, refused } from '../fields.ts'
import { numeric, optional } from '../scalars.ts'
import { optionalInt, optionalText } from './scalars.ts'

/** How words look; a template has them, and who uses it may say others. */
export const textStyle = {
  Content: honoured(optional(drawnText())),
  FontName: honoured(optionalText(100)),
  FontSize: honoured(optionalInt(4, 120)),
  FontColor: honoured(optional(drawnColor())),
  FontAlpha: honoured(optional(z.number().gt(0).max(1), numeric)),
  BorderColor: honoured(optional(drawnColor())),
  BorderWidth: honoured(optionalInt(0, 4096)),
  Adaptive: refused('the service does not say how the size follows the video; set FontSize', [
    'false',
    false,
  ]),
}

const margin = () => honoured(optional(z.number().min(0).max(4096), numeric))

/**
 * A text watermark: words, and how far they are from the left and the top.
 * https://help.aliyun.com/en/ims/user-guide/text-watermark-template
 */
export const textWatermark = z.strictObject({ ...textStyle, Left: margin(), Top: margin() })
export type TextWatermark = z.output<typeof textWatermark>

const USUAL_SIZE = 16

/** The words as they are drawn; a font that is not at hand is replaced. Positions are the caller's to say. */
export const toText = (
  text: string,
  {
    FontName,
    FontSize = USUAL_SIZE,
    FontColor = '000000',
    FontAlpha,
    BorderColor = '000000',
    BorderWidth = 0,
  }: Omit<TextWatermark, 'Content' | 'Left' | 'Top'>,
  position: TextOverlay['position'],
): TextOverlay => ({
  ...{ kind: 'text', text, position, size: { px: FontSize }, color: FontColor },
  ...(FontName !== undefined && { font: FontName, replaceable: true }),
  ...(FontAlpha !== undefined && { opacity: FontAlpha }),
  ...(BorderWidth > 0 && { outline: { color: BorderColor, width: { px: BorderWidth } } }),
})
