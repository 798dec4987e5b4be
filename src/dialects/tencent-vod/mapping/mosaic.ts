import type { Submission } from '../../../app/submit-task.ts'
import type { VideoSpec } from '../../../domain/output-spec.ts'
import type { MosaicOverlay } from '../../../domain/overlay-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { seconds } from '../../../domain/units.ts'
import type { Mosaic } from '../schema/mosaic.ts'

const CORNER = { corner: 'top-left' } as const
const NOWHERE = { px: 0 } as const
const TENTH = { percent: 10 } as const

/** Offsets are those of the service's tasks: 0 for the beginning and the end, negative ones counted from the end. */
const toOverlay = (mosaic: Mosaic): MosaicOverlay => {
  const { left = NOWHERE, top = NOWHERE, width = TENTH, height = TENTH } = mosaic
  const { startTimeOffset: start = 0, endTimeOffset: end = 0 } = mosaic
  return {
    kind: 'mosaic',
    style: 'pixels',
    position: { ...CORNER, x: left, y: top },
    width,
    height,
    ...(start === 0 && end === 0
      ? {}
      : { window: { start: seconds(start), ...(end === 0 ? {} : { end: seconds(end) }) } }),
  }
}

/** The same outputs with parts of their pictures made unrecognisable. @throws DomainError invalid-parameter for a copy */
export const withMosaics = (
  outputs: Submission['outputs'],
  mosaics: readonly Mosaic[],
): Submission['outputs'] => {
  if (mosaics.length === 0) return outputs
  const overlays = mosaics.map(toOverlay)
  const drawnOn = (video: VideoSpec): VideoSpec => {
    if (video.copy === 'always')
      throw fail(
        'invalid-parameter',
        'transcode.mosaicList needs templates that encode; one of these copies pictures as they are.',
        {
          path: 'transcode.mosaicList',
        },
      )
    return { ...video, overlays }
  }
  return outputs.map((output) => {
    const { spec } = output
    if (spec.kind === 'file')
      return { ...output, spec: { ...spec, ...(spec.video && { video: drawnOn(spec.video) }) } }
    if (spec.kind !== 'stream') return output
    const renditions = spec.renditions.map((rendition) => ({ ...rendition, video: drawnOn(rendition.video) }))
    return { ...output, spec: { ...spec, renditions } }
  })
}
