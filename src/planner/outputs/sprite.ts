import type { SpriteSpec } from '../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../domain/picture-spec.ts'
import { seconds } from '../../domain/units.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { framedSize } from '../frame-size.ts'
import { evenSlots, KEYLESS } from '../pictures/moments.ts'
import { drawOnPictures } from '../pictures/picture-drawn.ts'
import { pictureFraming } from '../pictures/picture-size.ts'
import { pictureSource } from '../pictures/picture-source.ts'

/** What a picture of each format can be wide and high. */
const MAX_SIDE = { jpeg: 65_500, png: 65_500, webp: 16_383 } as const
const MAX_PIXELS = 8192 * 8192

/** Contact sheets. Their pictures show the frame on screen at each multiple of the interval. */
export const draftSprite = (spec: SpriteSpec, ctx: DraftContext): Drafted => {
  const { source, cut, index } = ctx
  const from = pictureSource(source)
  if ('problem' in from) return from
  const { columns, rows, padding = 0, margin = 0, format = 'jpeg' } = spec
  const sampling = evenSlots(spec.every, ctx)
  if ('problem' in sampling) return sampling
  const framing = pictureFraming(tileSize(spec), from.video.display)
  const tile = framedSize(framing)
  const width = sheetSide(columns, tile.width, padding, margin)
  const height = sheetSide(rows, tile.height, padding, margin)
  if (Math.max(width, height) > MAX_SIDE[format] || width * height > MAX_PIXELS)
    return refuse(
      'value-out-of-range',
      `A sheet would be ${width}x${height}; a ${format.toUpperCase()} sheet has at most ${MAX_SIDE[format]} pixels a side and ${MAX_PIXELS} in all.`,
    )
  const marks = drawOnPictures(spec.overlays, { frame: tile, video: from.video, still: true }, ctx)
  if ('problem' in marks) return marks
  const folder = `o${index}`
  const pattern = `${folder}/sheet_%05d.${PICTURE_EXTENSIONS[format]}`
  const list = `${folder}/tiles.txt`
  const interval = sampling.distance.num / sampling.distance.den / 1000
  return {
    draft: {
      kind: 'sprite',
      index,
      cut,
      files: [],
      pictures: [
        {
          type: 'sheets',
          output: index,
          ...{ framing, sampling, columns, rows, padding, margin, format, pattern, list },
          ...marks.branch,
          ground: spec.ground ?? '000000',
          keyFrames: spec.frames === 'key' && !ctx.keyless,
          ...(spec.quality !== undefined && { quality: spec.quality }),
        },
      ],
      parts: [
        {
          role: 'sheets',
          ...{ pattern, list, format, columns, rows, padding, margin },
          tileWidth: tile.width,
          tileHeight: tile.height,
          interval: seconds(interval),
          duration: seconds(cut.duration),
          count: sampling.count,
          // Only a picture whose own length is known must reach the end: the file's may be that of the sound.
          least: from.video.stream.duration === undefined ? 1 : sampling.count,
        },
      ],
      folders: [folder],
      reasons: [
        `pictures: ${[`${sampling.count}, one every ${Math.round(interval * 1000) / 1000} s`, ...marks.reasons].join(', ')}`,
        ...(ctx.keyless ? [KEYLESS] : []),
      ],
      warnings: marks.warnings,
    },
  }
}

const tileSize = ({ tileWidth, tileHeight, tileBy = 'sides', fill = 'pad-black' }: SpriteSpec) => {
  if (tileWidth === undefined && tileHeight === undefined) return { by: 'source' } as const
  const sides = {
    ...(tileWidth !== undefined && { first: tileWidth }),
    ...(tileHeight !== undefined && { second: tileHeight }),
  }
  return { by: tileBy, ...sides, fill, upscale: true } as const
}

const sheetSide = (pictures: number, side: number, padding: number, margin: number): number =>
  pictures * side + (pictures - 1) * padding + 2 * margin
