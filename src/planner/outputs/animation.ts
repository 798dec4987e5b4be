import { isStill } from '../../domain/media-info.ts'
import type { AnimationSpec } from '../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../domain/picture-spec.ts'
import { seconds, toNumber } from '../../domain/units.ts'
import { STILL } from '../choose-tracks.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { framedSize } from '../frame-size.ts'
import { evenSlots } from '../pictures/moments.ts'
import { drawOnPictures } from '../pictures/picture-drawn.ts'
import { pictureFraming } from '../pictures/picture-size.ts'
import { pictureSource } from '../pictures/picture-source.ts'

/** More than this FFmpeg would have to hold in memory to find one palette for all frames. */
const PALETTE_MEMORY = 256 * 1024 * 1024
/** What the formats can say of a side. */
const MAX_SIDE = { gif: 65_535, webp: 16_383 } as const
/** GIF says how long a frame stays in hundredths of a second, and players show one or two of them as ten. */
const MAX_RATE = { gif: 50, webp: 120 } as const

/** One moving picture without sound. */
export const draftAnimation = (spec: AnimationSpec, ctx: DraftContext): Drafted => {
  const { source, cut, index } = ctx
  const from = pictureSource(source)
  if ('problem' in from) return from
  if (isStill(source.media)) return refuse('source-unsupported', STILL)
  const { format, frameRate, plays } = spec
  const rate = toNumber(frameRate)
  if (!(rate > 0) || rate > MAX_RATE[format])
    return refuse(
      'value-out-of-range',
      `${format.toUpperCase()} shows up to ${MAX_RATE[format]} frames a second; ${rate} are asked for.`,
    )
  const framing = pictureFraming(spec.size, from.video.display)
  const size = framedSize(framing)
  if (Math.max(size.width, size.height) > MAX_SIDE[format])
    return refuse(
      'value-out-of-range',
      `${format.toUpperCase()} pictures have at most ${MAX_SIDE[format]} pixels a side.`,
    )
  const sampling = evenSlots({ frameRate }, ctx)
  if ('problem' in sampling) return sampling
  const marks = drawOnPictures(spec.overlays, { frame: size, video: from.video, still: false }, ctx)
  if ('problem' in marks) return marks
  const frames = sampling.count
  const memory = frames * size.width * size.height * 4
  const palette = memory > PALETTE_MEMORY ? 'each' : 'shared'
  const folder = `o${index}`
  const path = `${folder}/main.${PICTURE_EXTENSIONS[format]}`
  return {
    draft: {
      kind: 'animation',
      index,
      cut,
      files: [],
      pictures: [
        {
          type: 'animation',
          output: index,
          ...{ framing, sampling, format, plays, palette, path },
          ...marks.branch,
          ...(spec.quality !== undefined && { quality: spec.quality }),
        },
      ],
      parts: [
        {
          role: 'animation',
          ...{ path, format, plays },
          ...size,
          frames,
          duration: seconds(frames / rate),
        },
      ],
      folders: [folder],
      reasons: [
        `animation: ${[`${frames} frames at ${size.width}x${size.height}`, ...marks.reasons].join(', ')}`,
        ...(format === 'gif'
          ? [
              palette === 'shared'
                ? 'colours: one palette for all frames'
                : 'colours: a palette for each frame, as all together would not fit into memory',
            ]
          : []),
      ],
      warnings: marks.warnings,
    },
  }
}
