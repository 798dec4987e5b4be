import type { CutRange, Joined } from './join-spec.ts'
import type { AudioSpec, VideoSpec } from './output-spec.ts'
import type { QualityMetric } from './quality.ts'
import type { SubtitleWishes } from './subtitle-spec.ts'
import type { TrackChoice } from './track-choice.ts'
import type { Seconds } from './units.ts'

/**
 * A segmented stream of 1..n renditions with aligned closed GOPs, for HLS, DASH, or both from one set of segments.
 * `audio: 'muxed'` puts the sound into each rendition; `'separate'` makes audio renditions that all share. DASH knows only
 * the latter, and fMP4 segments. Subtitles that are text stand apart, as WebVTT.
 */
export interface StreamSpec extends SubtitleWishes {
  readonly kind: 'stream'
  /** `hls+dash`: two manifests over the same files. The destination's key is the HLS one. */
  readonly protocol: 'hls' | 'dash' | 'hls+dash'
  readonly segmentFormat: 'ts' | 'fmp4'
  /** `joined`: a rendition is one file, and its segments are byte ranges of it. Absent: a file for each segment. */
  readonly segmentFiles?: 'apart' | 'joined'
  readonly segmentDuration: Seconds
  /** With `master: false` there is exactly one rendition and its playlist is the result. DASH has always a manifest. */
  readonly master: boolean
  readonly renditions: readonly RenditionSpec[]
  readonly audio?: AudioSpec
  readonly audioPlacement: 'muxed' | 'separate'
  /** Which of the source's sounds; several need `separate`. Absent: the default one. */
  readonly audioTracks?: TrackChoice
  /** What the HLS entry playlist calls its groups of sounds and subtitles. Absent: `audio` and `subtitles`. */
  readonly groups?: { readonly audio?: string; readonly subtitles?: string }
  /** Playlists of key frames alone, for fast winding in HLS. */
  readonly iFrames?: boolean
  readonly encryption?: EncryptionSpec
  /** What is measured of each rendition's finished picture. Absent: nothing, unless the server always does. */
  readonly quality?: readonly QualityMetric[]
  /** Of the source; the clips joined to it have ranges of their own. */
  readonly range?: CutRange
  readonly join?: Joined
}

export interface RenditionSpec {
  /** Unique in the stream; letters, digits, `-` and `_`. */
  readonly name: string
  readonly video: VideoSpec
  /** Of `muxed` sound: this one's own, where it is not the stream's. */
  readonly audio?: AudioSpec
}

export type EncryptionSpec = WholeEncryption | SampleEncryption

/** `aes-128` encrypts the segments of HLS whole. Playlists, initialisation segments and subtitles stay in the clear. */
export interface WholeEncryption {
  readonly method: 'aes-128'
  readonly keys: EncryptionKeys
  /** 32 hex digits, for every segment. Absent: the segment's number, as HLS has it. */
  readonly iv?: string
  /** A new key after so many segments. Absent: one key for all. */
  readonly rotateEvery?: number
}

/**
 * Common encryption (ISO/IEC 23001-7) of pictures and sound in fMP4 segments, for HLS and DASH, with one key for all.
 * `sample-aes` is the scheme `cbcs`, `cenc` that of the same name.
 */
export type SampleEncryption = {
  readonly keys: EncryptionKeys
  /** 32 hex digits: what players know the key by. Absent: made up. */
  readonly keyId?: string
} & (
  | {
      readonly method: 'sample-aes'
      /** 32 hex digits. Absent: made up, for each rendition. */
      readonly iv?: string
    }
  | { readonly method: 'cenc' }
)

/**
 * Given keys are used in turn and are the caller's to serve. Generated ones are published beside the entry playlist;
 * `uri` is how playlists name them, with `{number}` in it where there are several. Absent: relative, where they lie.
 */
export type EncryptionKeys =
  | { readonly from: 'given'; readonly given: readonly GivenKey[] }
  | { readonly from: 'generated'; readonly uri?: string }

export interface GivenKey {
  /** 32 hex digits. A secret: never shown, planned or logged. */
  readonly key: string
  /** How playlists name it, whole. */
  readonly uri: string
}
