import type { AnimationSpec, SnapshotsSpec, SpriteSpec } from '../../domain/output-spec.ts'
import { rational } from '../../domain/units.ts'

/** Percent between the pictures of the built-in sampling template, the first of which is the first frame. */
const SAMPLE_PERCENT = 10

const STILL = { kind: 'snapshots', format: 'jpeg', size: { by: 'source' } } as const
const MOVING = { kind: 'animation', frameRate: rational(2), size: { by: 'source' }, plays: 0 } as const

/** The built-in templates of pictures, by number, with their published parameters. */
export const BY_TIME: Readonly<Record<number, Omit<SnapshotsSpec, 'at'>>> = { 10: STILL }
export const SAMPLES: Readonly<Record<number, SnapshotsSpec>> = {
  10: { ...STILL, at: { by: 'interval', every: { percent: SAMPLE_PERCENT } } },
}
export const ANIMATIONS: Readonly<Record<number, AnimationSpec>> = {
  20000: { ...MOVING, format: 'gif' },
  20001: { ...MOVING, format: 'webp', quality: 75 },
}
/** A picture of 142x80 every 10 seconds, 10 by 10 on a sheet. */
export const SPRITES: Readonly<Record<number, SpriteSpec>> = {
  10: { kind: 'sprite', every: { seconds: 10 }, columns: 10, rows: 10, tileWidth: 142, tileHeight: 80 },
}
