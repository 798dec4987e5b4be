import type { VideoSpec } from '../domain/output-spec.ts'
import {
  evenDown,
  type Framing,
  pictureSize,
  type Region,
  resolveFraming,
  type Size,
  turnedSize,
} from './frame-size.ts'
import type { SourceVideo } from './source.ts'

/** The framing of an encode, or why there is none. */
export const videoFraming = (
  { size, crop, turn, ground }: Pick<VideoSpec, 'size' | 'crop' | 'turn' | 'ground'>,
  { display, decoded }: Pick<SourceVideo, 'display' | 'decoded'>,
): Framing | { readonly outside: string } => {
  const region = crop && clipped(crop, display)
  if (region && (region.width < 2 || region.height < 2))
    return {
      outside: `The crop at ${crop?.x},${crop?.y} lies outside the picture, which is ${display.width}x${display.height}.`,
    }
  const turned = turn && (turn.mirrored || turn.rotation !== 0) ? turn : undefined
  const resolved = resolveFraming(size, turnedSize(region ?? display, turned))
  const framing: Framing = {
    ...resolved,
    ...(region && !covers(region, display) && { region: stored(region, display, decoded) }),
    scaled: turnedSize(resolved.scaled, turned),
    ...(turned && { turn: turned }),
  }
  return ground ? onGround(framing, ground) : framing
}

const onGround = (framing: Framing, wish: Region): ReturnType<typeof videoFraming> => {
  const picture = pictureSize(framing)
  const ground = { ...evenPlace(wish), ...evenDown(wish) }
  if (ground.x + picture.width <= ground.width && ground.y + picture.height <= ground.height)
    return { ...framing, ground }
  return {
    outside: `A picture of ${picture.width}x${picture.height} at ${ground.x},${ground.y} does not lie on a ground of ${ground.width}x${ground.height}.`,
  }
}

const clipped = (crop: Region, { width, height }: Size): Region => {
  const x = Math.max(0, crop.x)
  const y = Math.max(0, crop.y)
  return {
    x,
    y,
    width: Math.min(crop.x + crop.width, width) - x,
    height: Math.min(crop.y + crop.height, height) - y,
  }
}

const covers = (r: Region, { width, height }: Size): boolean =>
  r.x === 0 && r.y === 0 && r.width === width && r.height === height

/** In pixels of the decoded picture, on even places: colour has half the resolution. */
const stored = (r: Region, display: Size, decoded: Size): Region => {
  const across = decoded.width / display.width
  const down = decoded.height / display.height
  const at = evenPlace({ x: r.x * across, y: r.y * down })
  return { ...at, ...evenDown({ width: r.width * across + 0.5, height: r.height * down + 0.5 }) }
}

const evenPlace = ({ x, y }: { x: number; y: number }) => ({
  x: 2 * Math.floor(x / 2),
  y: 2 * Math.floor(y / 2),
})
