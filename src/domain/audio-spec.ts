import type { TrackChoice } from './track-choice.ts'
import type { BitsPerSecond, Decibels } from './units.ts'

export const AUDIO_CODECS = [
  'aac',
  'mp3',
  'mp2',
  'opus',
  'vorbis',
  'ac3',
  'eac3',
  'flac',
  'alac',
  'pcm_s16le',
  'pcm_s24le',
] as const
export type AudioCodec = (typeof AUDIO_CODECS)[number]

export const AAC_PROFILES = ['lc', 'he', 'he-v2'] as const
export type AacProfile = (typeof AAC_PROFILES)[number]

/** `copy: 'never'` re-encodes always; `'if-fits'` copies a source stream that already meets the wish; `'always'` is a remux. */
export type CopyRule = 'never' | 'if-fits' | 'always'

/** Of more than the source has: `keep` makes what it has, `refuse` fails. What the source does not tell bounds nothing. */
export const ABOVE_SOURCE = ['keep', 'refuse'] as const
export type AboveSource = (typeof ABOVE_SOURCE)[number]

/** Sound of an output, made from one track of the source, or in the same way from several. */
export interface AudioSpec {
  readonly codec: AudioCodec
  /** Of AAC. Absent: `lc`. */
  readonly profile?: AacProfile
  /** Of the whole stream; ignored by lossless codecs. Absent: the encoder's default for the channel count. */
  readonly bitrate?: BitsPerSecond
  /** Hz. Absent keeps the source's, or the nearest the codec can say. */
  readonly sampleRate?: number
  /** Absent keeps the source's. */
  readonly channels?: number
  readonly copy: CopyRule
  /** Which of the source's tracks. Absent: the default one. */
  readonly from?: TrackChoice
  /** BCP 47, written into the file. Absent: the source track's. */
  readonly language?: string
  readonly volume?: Volume
  /** What becomes of a wish for more than the source has. Absent: it is made as asked. */
  readonly ifAboveSource?: { readonly bitrate: AboveSource }
}

/** A fixed change, or the change that brings the sound to a loudness; the sound is measured for it first. */
export type Volume =
  | { readonly by: 'gain'; readonly gain: Decibels }
  | ({ readonly by: 'loudness' } & LoudnessTarget)

/** As EBU R128 measures. */
export interface LoudnessTarget {
  /** LUFS, of the whole track. */
  readonly integrated: number
  /** dBTP; no peak goes over it. */
  readonly truePeak: number
  /** LU; the largest loudness range. Absent: whatever the source has. */
  readonly range?: number
}
