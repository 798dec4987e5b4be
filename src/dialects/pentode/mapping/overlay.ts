import type { Length, Overlay, Position } from '../../../domain/overlay-spec.ts'
import type { OverlayInput } from '../schemas/overlay.ts'
import { fromSourceInput } from './source-input.ts'

/** An overlay in the words of the native API; read by its schema it is the same overlay again. */
export const fromOverlay = (overlay: Overlay): OverlayInput => {
  const position = fromPosition(overlay.position)
  switch (overlay.kind) {
    case 'image': {
      const { width, height, source, ...rest } = overlay
      return {
        ...rest,
        source: fromSourceInput(source),
        position,
        ...(width && { width: fromLength(width) }),
        ...(height && { height: fromLength(height) }),
      }
    }
    case 'mosaic':
      return { ...overlay, position, width: fromLength(overlay.width), height: fromLength(overlay.height) }
    case 'text': {
      const { size, outline, shadow, box, ...rest } = overlay
      return {
        ...rest,
        position,
        size: fromLength(size),
        ...(outline && { outline: { ...outline, width: fromLength(outline.width) } }),
        ...(shadow && { shadow: { ...shadow, x: fromLength(shadow.x), y: fromLength(shadow.y) } }),
        ...(box && { box: { ...box, padding: fromLength(box.padding) } }),
      }
    }
  }
}

export const fromLength = (length: Length): number | string =>
  'px' in length ? length.px : `${length.percent}%`

const fromPosition = ({ corner, x, y }: Position) => ({ corner, x: fromLength(x), y: fromLength(y) })
