import type { SnapshotsSpec } from '../../domain/output-spec.ts'
import { PICTURE_EXTENSIONS } from '../../domain/picture-spec.ts'
import { seconds } from '../../domain/units.ts'
import { type DraftContext, type Drafted, refuse } from '../draft.ts'
import { framedSize } from '../frame-size.ts'
import { KEYLESS, MAX_PICTURES, snapshotSampling } from '../pictures/moments.ts'
import { drawOnPictures } from '../pictures/picture-drawn.ts'
import { pictureFraming } from '../pictures/picture-size.ts'
import { pictureSource } from '../pictures/picture-source.ts'
import { mostPictures } from '../pictures/sampling.ts'

/** Single pictures. FFmpeg names each by its time; their own names are given when they are published. */
export const draftSnapshots = (spec: SnapshotsSpec, ctx: DraftContext): Drafted => {
  const { source, cut, index } = ctx
  const from = pictureSource(source)
  if ('problem' in from) return from
  const { at, frames = 'exact' } = ctx.keyless ? instead(spec, cut.start) : spec
  const sampled = snapshotSampling(at, frames, ctx)
  if ('problem' in sampled) return sampled
  const { sampling } = sampled
  const most = mostPictures(sampling)
  if (most > MAX_PICTURES)
    return refuse('value-out-of-range', `An output has at most ${MAX_PICTURES} pictures.`)
  const framing = pictureFraming(spec.size, from.video.display)
  const marks = drawOnPictures(
    spec.overlays,
    { frame: framedSize(framing), video: from.video, still: true },
    ctx,
  )
  if ('problem' in marks) return marks
  const folder = `o${index}`
  const pattern = `${folder}/p_%d.${PICTURE_EXTENSIONS[spec.format]}`
  const exact = sampling.by === 'slots' && !spec.skipBlack
  return {
    draft: {
      kind: 'snapshots',
      index,
      cut,
      files: [],
      pictures: [
        {
          type: 'snapshots',
          output: index,
          framing,
          sampling,
          format: spec.format,
          pattern,
          ...marks.branch,
          ...(spec.quality !== undefined && { quality: spec.quality }),
          ...(spec.skipBlack && { black: spec.skipBlack }),
          ...(ctx.keyless && { everyFrame: true }),
        },
      ],
      parts: [
        {
          role: 'pictures',
          pattern,
          format: spec.format,
          ...framedSize(framing),
          offset: seconds(cut.start),
          least: exact ? most : 1,
          most,
        },
      ],
      folders: [folder],
      reasons: [
        `pictures: ${[wish({ ...spec, at, frames }), ...marks.reasons].join(', ')}`,
        ...(ctx.keyless ? [KEYLESS] : []),
      ],
      warnings: marks.warnings,
    },
  }
}

/** What comes nearest where no key frame lies in the part. */
const instead = ({ at }: SnapshotsSpec, start: number): Pick<SnapshotsSpec, 'at' | 'frames'> => ({
  at: at.by === 'keyframes' ? { by: 'times', times: [{ seconds: start }] } : at,
  frames: 'exact',
})

const wish = ({ at, frames, skipBlack }: SnapshotsSpec): string => {
  const near = frames === 'key' ? ', each at a key frame' : ', each the frame on screen then'
  const light = skipBlack ? '; black ones are left out' : ''
  switch (at.by) {
    case 'times':
      return `at ${at.times.length} given times${near}${light}`
    case 'interval':
      return `${'seconds' in at.every ? `every ${at.every.seconds} s` : `every ${at.every.percent} %`}${near}${light}`
    case 'count':
      return `${at.count}, spread evenly${near}${light}`
    case 'keyframes':
      return `of the key frames${light}`
    case 'scenes':
      return `where scenes begin${light}`
    case 'cover':
      return 'the most typical one of the beginning that is not black'
  }
}
