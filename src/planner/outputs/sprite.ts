import type { SpriteSpec } from '../../domain/output-spec.ts'
import { seconds } from '../../domain/units.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { resolveFraming } from '../frame-size.ts'

/** Contact sheets. Their pictures show the frame on screen at each multiple of the interval. */
export const draftSprite = (spec: SpriteSpec, ctx: DraftContext): Drafted => {
  const { source, cut, index } = ctx
  if (!source.video) return refuse('source-no-video', 'The source has no video.')
  const { every, columns, rows, tileWidth, tileHeight } = spec
  const wished = 'seconds' in every ? every.seconds : (cut.duration * every.percent) / 100
  const interval = Math.round(wished * 1000)
  if (!(interval > 0))
    return refuse('invalid-parameter', 'The interval of a sprite must be at least 0.001 s.')
  if (tileWidth % 2 !== 0 || tileHeight % 2 !== 0)
    return refuse(
      'unsupported-parameter',
      `Sprite tiles have even sides; ${tileWidth}x${tileHeight} is asked for.`,
    )
  const framing = resolveFraming(
    { by: 'sides', first: tileWidth, second: tileHeight, fill: 'pad-black', upscale: true },
    source.video.display,
  )
  const folder = `o${index}`
  const pattern = `${folder}/sheet_%05d.jpg`
  return {
    draft: {
      kind: 'sprite',
      index,
      cut,
      files: [],
      sheets: [{ output: index, pattern, interval, framing, columns, rows }],
      parts: [
        {
          role: 'sheets',
          ...{ pattern, columns, rows, tileWidth, tileHeight },
          interval: seconds(interval / 1000),
          duration: seconds(cut.duration),
        },
      ],
      folders: [folder],
      reasons: [`pictures: one every ${interval / 1000} s, from the same decode`],
    },
  }
}
