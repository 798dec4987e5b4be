import { type Font, widthOf } from '../../domain/font.ts'
import type { Warning } from '../../domain/warning.ts'
import type { Size } from '../frame-size.ts'

/** Of the size of the letters; lines that have none that go far up and down are lower. */
const LINE = 1.2

/** A word on a text that is larger than what of the picture lies before it. `around` is drawn around it on each side. */
export const textCut = (
  text: string,
  {
    font,
    size,
    around,
    room,
  }: { readonly font: Font; readonly size: number; readonly around: number; readonly room: Size },
): Warning | undefined => {
  const lines = text.split('\n')
  const width = Math.max(...lines.map((line) => widthOf(font, line, size) ?? 0)) + 2 * around
  const height = Math.round(lines.length * LINE * size) + 2 * around
  if (width <= room.width && height <= room.height) return undefined
  return {
    code: 'text-cut',
    message: `A text of about ${width}x${height} pixels has ${room.width}x${room.height} of the picture: what stands beyond is not seen.`,
    detail: { width, height, room: { width: room.width, height: room.height } },
  }
}
