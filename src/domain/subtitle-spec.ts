import type { TimeRange } from './join-spec.ts'
import type { Length } from './overlay-spec.ts'
import type { Source } from './source.ts'
import type { TrackChoice } from './track-choice.ts'

/** What an output does with subtitles: tracks that a viewer may switch on, or text that is part of the picture. */
export interface SubtitleWishes {
  /** Which of the source's own are tracks of the output. Absent: none. */
  readonly subtitles?: TrackChoice
  /** Files beside the source whose text becomes further tracks, after those. */
  readonly subtitleFiles?: readonly SubtitleFile[]
  /** Drawn on the finished picture. A picture with any is never copied. */
  readonly burn?: BurntSubtitles
}

/** SubRip, WebVTT or ASS; which one is told by what is in it. Its clock begins where the source does. */
export interface SubtitleFile {
  readonly source: Source
  /** Absent: `utf-8`. */
  readonly charset?: SubtitleCharset
  /** As people write it. Absent: nothing is said. */
  readonly language?: string
  /** What a player shows. Absent: the language's own name. */
  readonly title?: string
  /** Shown when the viewer has not chosen. */
  readonly default?: boolean
  /** Shown even to who wants none, being needed to understand the film. */
  readonly forced?: boolean
  /** `false`: a player takes it only when the viewer chooses it by hand. */
  readonly autoSelect?: boolean
  /** In a stream: what its files are called. Absent: a name made of the language. */
  readonly name?: string
}

/** `auto`: UTF-8 where it is that, else Chinese in the encoding that fits. */
export const SUBTITLE_CHARSETS = ['utf-8', 'gbk', 'big5', 'auto'] as const
export type SubtitleCharset = (typeof SUBTITLE_CHARSETS)[number]

export interface BurntSubtitles {
  readonly from: SubtitleOrigin
  /** Of plain text; ASS and pictures look as they are made. */
  readonly style?: SubtitleStyle
}

export const SUBTITLE_FORMATS = ['srt', 'webvtt', 'ass'] as const
export type SubtitleFormat = (typeof SUBTITLE_FORMATS)[number]
/** How files of each format end. */
export const SUBTITLE_EXTENSIONS = { srt: 'srt', webvtt: 'vtt', ass: 'ass' } as const

/** A file of text alone. Its clock begins with the part of the source that is asked for. */
export interface SubtitlesSpec {
  readonly kind: 'subtitles'
  readonly format: SubtitleFormat
  /** A track that is text, or a file. */
  readonly from: SubtitleOrigin
  readonly range?: TimeRange
}

/**
 * One of the source's tracks, by its place (0-based, among its subtitles), by its language, or by its index among all streams;
 * or a file.
 */
export type SubtitleOrigin =
  | { readonly track: number }
  | { readonly stream: number }
  | { readonly language: string }
  | { readonly file: Pick<SubtitleFile, 'source' | 'charset'> }

/** A rectangle in the middle of the picture's width. */
export interface SubtitleBoard {
  /** Distance of its lower edge from the picture's. */
  readonly bottom: Length
  /** Percent are of the picture's width. */
  readonly width: Length
  readonly height: Length
  /** `rrggbb`. Absent: black. */
  readonly color?: string
  /** 0 to 1. Absent: 1. */
  readonly opacity?: number
}

/** Lengths are pixels of the finished picture, or percent of its height. */
export interface SubtitleStyle {
  /** A family of fonts the server has. Absent: its plain one. */
  readonly font?: string
  /** Height of a line of text. Absent: a sixteenth of the picture's shorter side. */
  readonly size?: Length
  /** `rrggbb`. Absent: white. */
  readonly color?: string
  /** Of the letters, 0 to 1. Absent: 1. */
  readonly opacity?: number
  /** Around each letter. Absent: black, a sixteenth of the size. */
  readonly outline?: { readonly width: Length; readonly color?: string; readonly opacity?: number }
  /** To the right of the letters and below them, by `distance`. Absent: none. `color`: black. */
  readonly shadow?: { readonly distance: Length; readonly color?: string; readonly opacity?: number }
  /** Behind the text while any is seen. Absent: none. */
  readonly board?: SubtitleBoard
  /** Distance from the edge the text stands at. Absent: a twentieth of the picture's height. */
  readonly margin?: Length
  /** Absent: `bottom`. */
  readonly edge?: 'bottom' | 'top'
}
