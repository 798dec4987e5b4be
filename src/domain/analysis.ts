import type { Problem } from './problem.ts'
import type { SubtitleDocument } from './subtitle-document.ts'
import type { Seconds } from './units.ts'

/** A measurement of the source that a plan needs before it can be made: one FFmpeg process that writes nothing. */
export interface Analysis {
  /** Equal keys are equal measurements. */
  readonly key: string
  /** How what FFmpeg says is to be read. */
  readonly what: 'loudness' | 'frame-times' | 'subtitles'
  readonly args: readonly string[]
  /** Output indexes that wait for it. */
  readonly outputs: readonly number[]
  /** Timeline length it works through. */
  readonly duration: Seconds
}

export type Measurement = Loudness | FrameTimes | SubtitleText | FailedMeasurement

/** When frames are shown: seconds from the beginning of the part that was looked at, the first of them before it. */
export interface FrameTimes {
  readonly what: 'frame-times'
  readonly times: readonly number[]
}

/** A track of text, from the beginning of the source. */
export interface SubtitleText {
  readonly what: 'subtitles'
  readonly document: SubtitleDocument
}

/** As EBU R128 measures a track. */
export interface Loudness {
  readonly what: 'loudness'
  /** LUFS. Absent: silent, or too short for one block of 0.4 s. */
  readonly integrated?: number
  /** dBTP. Absent: silent. */
  readonly truePeak?: number
  /** LU */
  readonly range: number
}

export interface FailedMeasurement {
  readonly what: 'failed'
  readonly problem: Problem
}

/** What comes of asking for one kind. */
export type Measured<W extends Analysis['what']> = Extract<Measurement, { what: W }> | FailedMeasurement

/** By the key of their analysis. */
export type Measurements = ReadonlyMap<string, Measurement>
