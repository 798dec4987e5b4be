import type { Source } from './source.ts'
import type { Seconds } from './units.ts'

/**
 * A part of the source. `end` is exclusive; absent means to the end. Negative times count from the source's end; what they
 * name before its start is the start.
 */
export interface TimeRange {
  readonly start: Seconds
  readonly end?: Seconds
}

/**
 * A part whose beginning may give way: `exact` (absent) begins at its very frame, which has to be encoded for it. `key-frame`
 * lets a picture that fits be copied, from the key frame at or before `start` on; the result says where that was. A picture
 * that is copied in any case begins there too.
 */
export interface CutRange extends TimeRange {
  readonly cut?: 'exact' | 'key-frame'
}

/** A file, or a part of it, that is played before or after the source. */
export interface Clip {
  readonly source: Source
  readonly range?: TimeRange
}

/**
 * Clips joined to the source, in playing order. Everything becomes like the source: its frame (others are fitted into it,
 * on black), its frame rate, its sample rate and channels; where a clip has no sound there is silence.
 */
export interface Joined {
  readonly head: readonly Clip[]
  readonly tail: readonly Clip[]
}

export const MAX_CLIPS = 20
