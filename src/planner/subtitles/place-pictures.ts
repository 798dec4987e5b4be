import { type Framing, framedSize, type Size } from '../frame-size.ts'

/** Where the whole picture of the source would lie on a finished one, in that one's pixels; some of it may lie outside. */
export interface PlacedPictures extends Size {
  readonly x: number
  readonly y: number
}

/** Undefined when the picture is turned on the way. */
export const placePictures = (framing: Framing, decoded: Size): PlacedPictures | undefined => {
  const { region = { x: 0, y: 0, ...decoded }, scaled, turn } = framing
  if (turn) return undefined
  const frame = framedSize(framing)
  const across = scaled.width / region.width
  const down = scaled.height / region.height
  return {
    width: Math.max(2, Math.round(decoded.width * across)),
    height: Math.max(2, Math.round(decoded.height * down)),
    x: Math.round((frame.width - scaled.width) / 2 - region.x * across),
    y: Math.round((frame.height - scaled.height) / 2 - region.y * down),
  }
}
