import type { Length, Overlay, Position } from '../../../domain/overlay-spec.ts'
import type { Source } from '../../../domain/source.ts'
import type { OverlayInput } from '../schemas/overlay.ts'

/** An overlay in the words of the native API; read by its schema it is the same overlay again. */
export const fromOverlay = (overlay: Overlay): OverlayInput => {
  const position = fromPosition(overlay.position)
  switch (overlay.kind) {
    case 'image': {
      const { width, height, source, ...rest } = overlay
      return {
        ...rest,
        source: fromInput(source),
        position,
        ...(width && { width: fromLength(width) }),
        ...(height && { height: fromLength(height) }),
      }
    }
    case 'mosaic':
      return { ...overlay, position, width: fromLength(overlay.width), height: fromLength(overlay.height) }
  }
}

const fromLength = (length: Length): number | string => ('px' in length ? length.px : `${length.percent}%`)

const fromPosition = ({ corner, x, y }: Position) => ({ corner, x: fromLength(x), y: fromLength(y) })

/** A file of the machine has no words here: only the command line names one. */
const fromInput = (source: Source): Extract<OverlayInput, { kind: 'image' }>['source'] => {
  switch (source.from) {
    case 'object':
      return { bucket: source.bucket, key: source.key }
    case 'url':
      return { url: source.url }
    case 'file':
      return {}
  }
}
