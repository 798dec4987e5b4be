import type { z } from 'zod'
import type { AnimationSpec, SnapshotsSpec, SpriteSpec } from '../../../domain/output-spec.ts'
import type { PictureFormat } from '../../../domain/picture-spec.ts'
import { fail } from '../../../domain/problem.ts'
import { rational } from '../../../domain/units.ts'
import type {
  animatedGraphics,
  imageSprite,
  sampleSnapshot,
  snapshotByTimeOffset,
} from '../schema/template-kinds.ts'
import { frameSize } from './video.ts'

/** Parameters of picture templates as specs. */

type Read<K extends { readonly needed: z.ZodRawShape; readonly free: z.ZodRawShape }> = z.output<
  z.ZodObject<K['needed'] & K['free']>
>

const FORMATS = { jpg: 'jpeg', png: 'png', webp: 'webp' } as const satisfies Record<string, PictureFormat>
const USUAL_QUALITY = 75

export const toAnimation = (asked: Read<typeof animatedGraphics>): AnimationSpec => ({
  kind: 'animation',
  format: asked.Format ?? 'gif',
  frameRate: rational(asked.Fps),
  size: frameSize({ ...asked, FillType: undefined }, ''),
  plays: 0,
  ...(asked.Format === 'webp' ? { quality: Math.round(asked.Quality ?? USUAL_QUALITY) } : {}),
})

const still = (asked: Read<typeof snapshotByTimeOffset>) =>
  ({
    kind: 'snapshots',
    format: FORMATS[asked.Format ?? 'jpg'],
    size: frameSize(asked, ''),
  }) as const

/** The moments come with each task. */
export const toStill = (asked: Read<typeof snapshotByTimeOffset>): SnapshotsSpec => ({
  ...still(asked),
  at: { by: 'times', times: [{ seconds: 0 }] },
})

const every = ({
  SampleType,
  SampleInterval,
}: Pick<Read<typeof sampleSnapshot>, 'SampleType' | 'SampleInterval'>) => {
  if (SampleType === 'Time') return { seconds: SampleInterval }
  if (SampleInterval <= 100) return { percent: SampleInterval }
  throw fail('value-out-of-range', 'Wrong value of the parameter "SampleInterval": 1 to 100 percent.', {
    path: 'SampleInterval',
  })
}

export const toSamples = (asked: Read<typeof sampleSnapshot>): SnapshotsSpec => ({
  ...still(asked),
  at: { by: 'interval', every: every(asked) },
})

const SPRITE_FILLS = { stretch: 'stretch', black: 'pad-black', white: 'pad-white' } as const

/** With ResolutionAdaptive open, which is the service's default, Width is the long side of a picture. */
export const toSprite = (asked: Read<typeof imageSprite>): SpriteSpec => ({
  kind: 'sprite',
  every: every(asked),
  columns: asked.ColumnCount,
  rows: asked.RowCount,
  ...(asked.Width ? { tileWidth: asked.Width } : {}),
  ...(asked.Height ? { tileHeight: asked.Height } : {}),
  tileBy: asked.ResolutionAdaptive === 'close' ? 'sides' : 'long-short',
  fill: SPRITE_FILLS[asked.FillType ?? 'black'],
  format: FORMATS[asked.Format ?? 'jpg'],
})
