import type { FrameSize } from '../../domain/output-spec.ts'
import { type Framing, resolveFraming, type Size } from '../frame-size.ts'

/** The framing of a still picture: as of a film's, but to the pixel, as no 4:2:0 encoder asks for even sides. */
export const pictureFraming = (wish: FrameSize, source: Size): Framing => {
  const twice: FrameSize =
    wish.by === 'source'
      ? wish
      : {
          ...wish,
          ...(wish.first !== undefined && { first: wish.first * 2 }),
          ...(wish.second !== undefined && { second: wish.second * 2 }),
        }
  const { scaled, crop, pad } = resolveFraming(twice, { width: source.width * 2, height: source.height * 2 })
  return {
    scaled: half(scaled),
    ...(crop && { crop: half(crop) }),
    ...(pad && { pad: { ...pad, ...half(pad) } }),
  }
}

const half = ({ width, height }: Size): Size => ({ width: width / 2, height: height / 2 })
