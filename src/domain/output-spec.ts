import type { Overlay } from './overlay-spec.ts'
import type { AnimationSpec, SnapshotsSpec, SpriteSpec } from './picture-spec.ts'
import type { StreamSpec } from './stream-spec.ts'
import type { BitsPerSecond, Rational, Seconds } from './units.ts'

export type { RenditionSpec, StreamSpec } from './stream-spec.ts'

/** What one output is to be, independent of FFmpeg's options and of any cloud's words. */
export type OutputSpec = FileSpec | StreamSpec | SpriteSpec | SnapshotsSpec | AnimationSpec | OriginalSpec
export type { AnimationSpec, SnapshotsSpec, SpriteSpec } from './picture-spec.ts'
export type OutputKind = OutputSpec['kind']

/** A part of the source. `end` is exclusive; absent means to the end. */
export interface TimeRange {
  readonly start: Seconds
  readonly end?: Seconds
}

export const CONTAINERS = ['mp4', 'mov', 'mkv', 'flv', 'ts', 'm4a', 'mp3', 'flac', 'ogg', 'wav'] as const
export type Container = (typeof CONTAINERS)[number]

/** One muxed file: video with audio, or either alone. */
export interface FileSpec {
  readonly kind: 'file'
  readonly container: Container
  readonly video?: VideoSpec
  readonly audio?: AudioSpec
  readonly range?: TimeRange
}

/** The source itself, byte for byte, probed and hashed: how a file of elsewhere comes into a bucket. */
export interface OriginalSpec {
  readonly kind: 'original'
}

/** The part of the source that an output shows; absent when it is the whole. */
export const rangeOf = (spec: OutputSpec): TimeRange | undefined => ('range' in spec ? spec.range : undefined)

export const VIDEO_CODECS = ['h264', 'hevc'] as const
export type VideoCodec = (typeof VIDEO_CODECS)[number]
export const AUDIO_CODECS = ['aac', 'mp3', 'opus', 'flac', 'pcm_s16le', 'pcm_s24le', 'ac3'] as const
export type AudioCodec = (typeof AUDIO_CODECS)[number]

/** `copy: 'never'` re-encodes always; `'if-fits'` copies a source stream that already meets the wish; `'always'` is a remux. */
export type CopyRule = 'never' | 'if-fits' | 'always'

export interface VideoSpec {
  readonly codec: VideoCodec
  readonly rate: RateControl
  readonly size: FrameSize
  /** Absent keeps the source's frames and timing. */
  readonly frameRate?: Rational
  /** Distance between key frames. Absent: the encoder's own choice (file), the segment duration (stream). */
  readonly gop?: { readonly frames: number } | { readonly seconds: Seconds }
  readonly profile?: 'baseline' | 'main' | 'high' | 'main10'
  /** e.g. `4.1` */
  readonly level?: string
  /** x264/x265 speed preset. Absent: `veryfast`. */
  readonly speed?: 'ultrafast' | 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium' | 'slow' | 'slower'
  readonly bFrames?: number
  /** `false`: key frames only where the GOP says, never at scene changes. */
  readonly sceneCut?: boolean
  /** Drawn on the finished picture, in this order. A picture with any is never copied. */
  readonly overlays?: readonly Overlay[]
  readonly copy: CopyRule
}

/** Bitrates in bits per second. `maxBitrate` caps through VBV; `buffer` is its size in bits, 2 × the cap when absent. */
export type RateControl =
  | {
      readonly mode: 'crf'
      readonly crf: number
      readonly maxBitrate?: BitsPerSecond
      readonly buffer?: number
    }
  | {
      readonly mode: 'abr'
      readonly bitrate: BitsPerSecond
      readonly maxBitrate?: BitsPerSecond
      readonly buffer?: number
    }
  | { readonly mode: 'cbr'; readonly bitrate: BitsPerSecond }

/**
 * The target frame. `source` keeps the display size (made even). `box` names a width and/or height, or a long and/or short
 * side that turns with a portrait source; a missing side follows from the aspect ratio.
 * With both sides given, `fill` says what happens when the aspect differs. `upscale: false` never goes above the source.
 */
export type FrameSize = { readonly by: 'source' } | BoxSize
export interface BoxSize {
  readonly by: 'sides' | 'long-short'
  /** Width, or the long side. */
  readonly first?: number
  /** Height, or the short side. */
  readonly second?: number
  readonly fill: 'fit' | 'stretch' | 'pad-black' | 'pad-white' | 'crop'
  readonly upscale: boolean
}

export interface AudioSpec {
  readonly codec: AudioCodec
  /** Of the whole stream; ignored by lossless codecs. Absent: the encoder's default for the channel count. */
  readonly bitrate?: BitsPerSecond
  /** Hz. Absent keeps the source's, or the nearest the codec can say. */
  readonly sampleRate?: number
  /** Absent keeps the source's. */
  readonly channels?: number
  readonly copy: CopyRule
}
