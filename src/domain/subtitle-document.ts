/** What a file or track of subtitles says, read and bounded: nothing of it is anything but text with a few plain styles. */
export type SubtitleDocument = CueDocument | AssDocument

/** Of SubRip, WebVTT and the like. */
export interface CueDocument {
  readonly kind: 'cues'
  /** What it was read from: a container that takes it keeps it. */
  readonly format: 'srt' | 'webvtt'
  /** In order of their beginnings. */
  readonly cues: readonly SubtitleCue[]
}

/** `end` is exclusive and after `start`; seconds, to the millisecond. */
export interface SubtitleCue {
  readonly start: number
  readonly end: number
  readonly text: readonly TextRun[]
  /** Where it stands, as on a number pad: 8 is at the top in the middle. Absent: 2, at the bottom in the middle. */
  readonly place?: number
  /** Of WebVTT: where and how wide, in its own words. */
  readonly settings?: string
}

/** Text of one look. Lines are parted by `\n`. */
export interface TextRun {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  /** `rrggbb` */
  readonly color?: string
}

/** Advanced SubStation Alpha, with tags of known names and bounded numbers alone: no fonts, no drawings. */
export interface AssDocument {
  readonly kind: 'ass'
  /** Width and height its places are said in. */
  readonly resolution: readonly [number, number]
  /** 0 to 3: how long lines are broken. */
  readonly wrapStyle?: number
  /** Outlines and shadows are said in its own resolution, not in pixels. */
  readonly scaledBorders: boolean
  /** Lines of the styles' table: the names of its columns, then each style. */
  readonly styles: readonly string[]
  /** In order of their beginnings. */
  readonly events: readonly AssEvent[]
}

/** Times in seconds, to the hundredth. */
export interface AssEvent {
  readonly start: number
  readonly end: number
  readonly layer: number
  readonly style: string
  /** Left, right, vertical; 0: the style's. */
  readonly margins: readonly [number, number, number]
  /** With its tags. */
  readonly text: string
}

/** Bounds of what is read of one file or track. */
export const SUBTITLE_LIMITS = {
  /** Of the file. */
  bytes: 4 * 1024 * 1024,
  cues: 20_000,
  /** Characters of one cue. */
  text: 4_000,
  /** Cues that are shown at one time. */
  together: 64,
  styles: 500,
  /** Seconds */
  end: 99 * 3600,
} as const
