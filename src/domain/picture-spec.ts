import type { FrameSize, TimeRange } from './output-spec.ts'
import type { Overlay } from './overlay-spec.ts'
import type { Rational, Seconds } from './units.ts'

/** A distance or a place in time: in seconds, or in percent of the part of the source that is read. */
export type Span = { readonly seconds: number } | { readonly percent: number }

export const PICTURE_FORMATS = ['jpeg', 'png', 'webp'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/**
 * Which frame stands for a moment. `exact`: the one on screen then. `key`: a key frame near it, which costs a fraction of
 * the decoding; single pictures take the first one from the moment on, where there is none the last before it, and moments
 * that share it share a picture.
 */
export type FrameChoice = 'exact' | 'key'

/** What the kinds of pictures have in common. */
interface Drawable {
  /**
   * Drawn on each picture, in this order, and measured by its size; of a sheet, by that of the small pictures. Windows are on
   * the timeline of the part that is read. Of a moving image, pictures that do not move show the first one.
   */
  readonly overlays?: readonly Overlay[]
}

/** Single pictures, each a file of its own. */
export interface SnapshotsSpec extends Drawable {
  readonly kind: 'snapshots'
  readonly at: SnapshotMoments
  readonly format: PictureFormat
  /** 1 to 100, for JPEG and WebP. */
  readonly quality?: number
  readonly size: FrameSize
  /** Absent: `exact`. Says nothing of `keyframes`, `scenes` and `cover`, which choose frames themselves. */
  readonly frames?: FrameChoice
  /** Black pictures are left out. */
  readonly skipBlack?: BlackRule
  readonly range?: TimeRange
}

/** When pictures are taken. Moments are on the source's timeline; percents and distances are of the part that is read. */
export type SnapshotMoments =
  /** 100 % is the last picture. */
  | { readonly by: 'times'; readonly times: readonly Span[] }
  /** From the start of the part on; `last` adds its last picture. At most `limit` of them. */
  | { readonly by: 'interval'; readonly every: Span; readonly limit?: number; readonly last?: boolean }
  /** Spread evenly, the first at the start of the part. */
  | { readonly by: 'count'; readonly count: number }
  /** Each key frame, or one per `every` seconds. */
  | { readonly by: 'keyframes'; readonly every?: Seconds; readonly limit?: number }
  /** The first picture and each that begins a new scene; 0 to 1, higher wants a harder cut. */
  | { readonly by: 'scenes'; readonly threshold: number; readonly limit?: number }
  /** One good picture of the first minute of the part: the most typical of those that are not black. */
  | { readonly by: 'cover' }

/** A picture is black when at least `amount` percent of its pixels have a luma (0 to 255) below `threshold`. */
export interface BlackRule {
  readonly amount: number
  readonly threshold: number
}
export const USUAL_BLACK: BlackRule = { amount: 98, threshold: 32 }

/** Contact sheets of small pictures at even distances, with a WebVTT index. */
export interface SpriteSpec extends Drawable {
  readonly kind: 'sprite'
  readonly every: Span | { readonly count: number }
  readonly columns: number
  readonly rows: number
  /** Size of one picture; a missing side follows from the aspect ratio, both missing keep the source's size. */
  readonly tileWidth?: number
  readonly tileHeight?: number
  /** `long-short`: width is the long side of the picture and height the short one, whichever way it stands. Absent: `sides`. */
  readonly tileBy?: 'sides' | 'long-short'
  /** When both sides are given and the aspect differs. Absent: `pad-black`. */
  readonly fill?: 'stretch' | 'pad-black' | 'pad-white' | 'crop'
  /** Absent: `jpeg`. */
  readonly format?: PictureFormat
  /** 1 to 100, for JPEG and WebP. */
  readonly quality?: number
  /** Pixels between pictures, and around the sheet; both 0 when absent. */
  readonly padding?: number
  readonly margin?: number
  /** Of the ground between, as `rrggbb`. Absent: black. */
  readonly ground?: string
  /** Absent: `exact`. */
  readonly frames?: FrameChoice
  readonly range?: TimeRange
}

export const ANIMATION_FORMATS = ['gif', 'webp'] as const
export type AnimationFormat = (typeof ANIMATION_FORMATS)[number]

/** One moving picture without sound. */
export interface AnimationSpec extends Drawable {
  readonly kind: 'animation'
  readonly format: AnimationFormat
  readonly frameRate: Rational
  readonly size: FrameSize
  /** How often it is played; 0 is for ever. */
  readonly plays: number
  /** 1 to 100, for WebP. */
  readonly quality?: number
  readonly range?: TimeRange
}

/** How files of each format end. */
export const PICTURE_EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' } as const

/** False when there can be no more than one picture. */
export const mayBeSeveral = ({ at }: SnapshotsSpec): boolean => {
  if (at.by === 'cover') return false
  if (at.by === 'times') return at.times.length > 1
  return (at.by === 'count' ? at.count : at.limit) !== 1
}
