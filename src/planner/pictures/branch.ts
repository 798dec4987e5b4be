import type { AnimationFormat, BlackRule, PictureFormat } from '../../domain/picture-spec.ts'
import type { Drawn } from '../drawn.ts'
import type { Framing } from '../frame-size.ts'
import type { Sampling, Slots } from './sampling.ts'

/** Pictures an output takes from the decode. Plain data. Paths are relative to the attempt's folder. */
export type PictureBranch = SnapshotBranch | SheetBranch | AnimationBranch

interface Branch {
  readonly output: number
  readonly framing: Framing
  /** On each finished picture, before any are put together. Absent when there is nothing. */
  readonly drawn?: readonly Drawn[]
}

export interface SnapshotBranch extends Branch {
  readonly type: 'snapshots'
  readonly sampling: Sampling
  readonly black?: BlackRule
  /** Key frames alone do not do. */
  readonly everyFrame?: true
  readonly format: PictureFormat
  readonly quality?: number
  /** With one `%d`: microseconds from the start of the part that is read. */
  readonly pattern: string
}

export interface SheetBranch extends Branch {
  readonly type: 'sheets'
  readonly sampling: Slots
  /** The last key frame before a moment may stand for it. */
  readonly keyFrames: boolean
  readonly columns: number
  readonly rows: number
  readonly padding: number
  readonly margin: number
  /** `rrggbb` */
  readonly ground: string
  readonly format: PictureFormat
  readonly quality?: number
  /** With one `%05d`, counted from 1. */
  readonly pattern: string
  /** Where each picture leaves a line. */
  readonly list: string
}

export interface AnimationBranch extends Branch {
  readonly type: 'animation'
  readonly format: AnimationFormat
  /** The frames, all of them at an even distance. */
  readonly sampling: Slots
  /** How often it is played; 0 is for ever. */
  readonly plays: number
  readonly quality?: number
  /** GIF: one palette for all frames, or one for each. */
  readonly palette: 'shared' | 'each'
  readonly path: string
}
