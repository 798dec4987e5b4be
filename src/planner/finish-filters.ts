import { overlayFormat } from './draw-filters.ts'
import { evenDown, type Framing, turnedSize } from './frame-size.ts'
import { turnFilters } from './turn-filters.ts'

/** The blurred surround is made so many times smaller: blurring costs by the pixel, and nobody sees the difference. */
const COARSE = 8

/**
 * What makes the finished frame of a scaled picture: turned, cut, or with something around it. `name` is unique in the
 * graph; labels inside the chain begin with it.
 */
export const finishFilters = (framing: Framing, name: string, pixelFormat: string): readonly string[] => {
  const { ground } = framing
  return [
    ...pictureFinish(framing, name, pixelFormat),
    ...(ground ? [`pad=${ground.width}:${ground.height}:${ground.x}:${ground.y}:black`] : []),
  ]
}

const pictureFinish = (
  { scaled, turn, crop, pad }: Framing,
  name: string,
  pixelFormat: string,
): readonly string[] => {
  const turned = turn ? turnFilters(turn) : []
  if (crop) return [...turned, `crop=${crop.width}:${crop.height}`]
  if (!pad) return turned
  if (pad.fill !== 'blur')
    return [...turned, `pad=${pad.width}:${pad.height}:(ow-iw)/2:(oh-ih)/2:${pad.fill}`]
  // The picture itself, cut to the frame's shape, made small and blurred, then large again.
  const inner = turnedSize(scaled, turn)
  const k = Math.min(inner.width / pad.width, inner.height / pad.height)
  const cut = evenDown({ width: pad.width * k, height: pad.height * k })
  const coarse = evenDown({ width: pad.width / COARSE, height: pad.height / COARSE })
  const surround = [
    `crop=${cut.width}:${cut.height}`,
    `scale=${coarse.width}:${coarse.height}:flags=bilinear`,
    'gblur=sigma=3',
    `scale=${pad.width}:${pad.height}:flags=bilinear`,
    'setsar=1',
  ]
  return [
    ...turned,
    `split=2[${name}_in][${name}_on];[${name}_in]${surround[0]}`,
    ...surround.slice(1, -1),
    `${surround.at(-1)}[${name}_bg];[${name}_bg][${name}_on]overlay=(W-w)/2:(H-h)/2:format=${overlayFormat(pixelFormat)}`,
    'setsar=1',
  ]
}
