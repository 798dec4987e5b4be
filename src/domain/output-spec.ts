import type { AboveSource, AudioSpec, CopyRule } from './audio-spec.ts'
import type { CutRange, Joined } from './join-spec.ts'
import type { Overlay } from './overlay-spec.ts'
import type { AnimationSpec, SnapshotsSpec, SpriteSpec } from './picture-spec.ts'
import type { QualityMetric } from './quality.ts'
import type { StreamSpec } from './stream-spec.ts'
import type { SubtitlesSpec, SubtitleWishes } from './subtitle-spec.ts'
import type { Tag } from './tag.ts'
import type { BitsPerSecond, Rational, Seconds } from './units.ts'

export * from './audio-spec.ts'
export type { CutRange, Joined, TimeRange } from './join-spec.ts'
export type { RenditionSpec, StreamSpec } from './stream-spec.ts'

/** What one output is to be, independent of FFmpeg's options and of any cloud's words. */
export type OutputSpec =
  | FileSpec
  | StreamSpec
  | SpriteSpec
  | SnapshotsSpec
  | AnimationSpec
  | SubtitlesSpec
  | OriginalSpec
  | ProbeSpec
export type { AnimationSpec, SnapshotsSpec, SpriteSpec } from './picture-spec.ts'
export type { SubtitlesSpec } from './subtitle-spec.ts'
export type OutputKind = OutputSpec['kind']

export const CONTAINERS = [
  'mp4',
  'mov',
  'mkv',
  'webm',
  'flv',
  'ts',
  'm4a',
  'mp3',
  'flac',
  'ogg',
  'wav',
  'adts',
  'mxf',
] as const
export type Container = (typeof CONTAINERS)[number]

/** One muxed file: video with audio, or either alone. Subtitles are tracks of a kind that its container has. */
export interface FileSpec extends SubtitleWishes {
  readonly kind: 'file'
  readonly container: Container
  readonly video?: VideoSpec
  readonly audio?: AudioSpec
  /** Further audio tracks, after those of `audio`: other languages, or the same sound in another codec. */
  readonly moreAudio?: readonly AudioSpec[]
  /** What it says of itself. Nothing that the source says of itself is kept but the languages and names of its tracks. */
  readonly tags?: readonly Tag[]
  /** What is measured of the finished picture. Absent: nothing, unless the server always does. */
  readonly quality?: readonly QualityMetric[]
  /** Of the source; the clips joined to it have ranges of their own. */
  readonly range?: CutRange
  readonly join?: Joined
}

/** The source itself, byte for byte, probed and hashed: how a file of elsewhere comes into a bucket. */
export interface OriginalSpec {
  readonly kind: 'original'
}

/** Nothing is made: the result tells what the source is. Its destination is not written to. */
export interface ProbeSpec {
  readonly kind: 'probe'
}

/** False of what takes no process beyond looking at the source. */
export const isEncoded = ({ kind }: OutputSpec): boolean => kind !== 'original' && kind !== 'probe'

/** The part of the source that an output shows; absent when it is the whole. */
export const rangeOf = (spec: OutputSpec): CutRange | undefined => ('range' in spec ? spec.range : undefined)

export const VIDEO_CODECS = ['h264', 'hevc', 'av1', 'vp9', 'vp8', 'mpeg2video'] as const
export type VideoCodec = (typeof VIDEO_CODECS)[number]

export interface VideoSpec {
  readonly codec: VideoCodec
  readonly rate: RateControl
  readonly size: FrameSize
  /** Absent keeps the source's frames and timing. */
  readonly frameRate?: Rational
  /** A source that runs faster gets this rate, or a whole part of its own that is nearly as much. */
  readonly maxFrameRate?: Rational
  /** What is cut out of the source before anything else is done. Absent: the whole picture. */
  readonly crop?: CropRegion
  /** Beyond turning the source upright: mirrored, then turned clockwise. `size` means the picture that comes out. */
  readonly turn?: { readonly rotation: 0 | 90 | 180 | 270; readonly mirrored: boolean }
  /** A black ground of this size that the picture of `size` is laid on, with its corner at `x`, `y`. Absent: none. */
  readonly ground?: CropRegion
  /**
   * `auto` joins the fields of frames marked interlaced, `always` of all frames, `never` of none: an interlaced source then
   * stays interlaced. Absent: `auto`.
   */
  readonly deinterlace?: 'auto' | 'always' | 'never'
  /**
   * `sdr` tone-maps an HDR source; `source` keeps PQ and HLG with their metadata, in ten bits. Absent: kept by encodes of ten
   * bits in a codec that players take HDR from, tone-mapped otherwise.
   */
  readonly dynamicRange?: 'sdr' | 'source'
  /** Distance between key frames. Absent: the encoder's own choice (file), the segment duration (stream). */
  readonly gop?: { readonly frames: number } | { readonly seconds: Seconds }
  readonly profile?: VideoProfile
  /** e.g. `4.1`. A picture, rate or bitrate beyond it is refused. */
  readonly level?: string
  /** Bits per sample. Absent: as the profile says, else 8. */
  readonly bitDepth?: 8 | 10
  /** Absent: as the profile says, else `4:2:0`. */
  readonly chroma?: Chroma
  /** How much time the encoder takes for how few bits. Absent: `veryfast`. */
  readonly speed?: EncoderSpeed
  readonly tune?: EncoderTune
  readonly bFrames?: number
  /** How many pictures one may refer to, at most. */
  readonly references?: number
  /** Pictures shown before a key frame may refer to those before it. Never in a stream. */
  readonly openGop?: boolean
  /** `false`: key frames only where the GOP says, never at scene changes. */
  readonly sceneCut?: boolean
  /** What becomes of a wish for more than the source has. Absent: it is made as asked. `upscale: false` keeps the size. */
  readonly ifAboveSource?: { readonly size?: 'refuse'; readonly bitrate?: AboveSource }
  /** Drawn on the finished picture, in this order. A picture with any is never copied. */
  readonly overlays?: readonly Overlay[]
  readonly copy: CopyRule
}

/** H.264: baseline to high444. MPEG-2: main and high422, its 4:2:2 profile. H.265: main, main10 and those with a dash. AV1: main. VP9: profile0 (8 bit) and profile2 (10 bit), 1 and 3 beyond 4:2:0. */
export const VIDEO_PROFILES = [
  'baseline',
  'main',
  'high',
  'high10',
  'high422',
  'high444',
  'main10',
  'main422-10',
  'main444-8',
  'main444-10',
  'profile0',
  'profile1',
  'profile2',
  'profile3',
] as const
export type VideoProfile = (typeof VIDEO_PROFILES)[number]
export const CHROMAS = ['4:2:0', '4:2:2', '4:4:4'] as const
export type Chroma = (typeof CHROMAS)[number]
/** Fastest first. */
export const ENCODER_SPEEDS = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
] as const
export type EncoderSpeed = (typeof ENCODER_SPEEDS)[number]
export const ENCODER_TUNES = ['film', 'animation', 'grain', 'still', 'fast-decode', 'zero-latency'] as const
export type EncoderTune = (typeof ENCODER_TUNES)[number]

/**
 * Bitrates in bits per second. `maxBitrate` caps through VBV; `buffer` is its size in bits: when absent 2 × the cap, or one second
 * of a constant bitrate. `crf` is on the codec's own scale: to 51 for H.264 and H.265, to 63 for the others.
 * `passes: 2` looks at everything before the first picture is encoded, and meets the average where one pass cannot.
 */
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
      readonly passes?: 1 | 2
      readonly maxBitrate?: BitsPerSecond
      readonly buffer?: number
    }
  | { readonly mode: 'cbr'; readonly bitrate: BitsPerSecond; readonly buffer?: number }

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
  /** `pad-blur` fills up with the picture itself, enlarged and blurred. */
  readonly fill: 'fit' | 'stretch' | 'pad-black' | 'pad-white' | 'pad-blur' | 'crop'
  readonly upscale: boolean
}

/** A crop is in pixels of the source as it is shown: upright, with square pixels. What lies outside the picture is left out. */
export interface CropRegion {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
