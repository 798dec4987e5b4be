import type { BitsPerSecond, Bytes, Rational, Seconds } from './units.ts'

/** What is in a media file, measured by ffprobe. Codec, container and colour names are FFmpeg's. */
export interface MediaInfo {
  /** ffprobe's `format_name`, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string
  readonly size: Bytes
  readonly duration: Seconds
  readonly startTime: Seconds
  /** Of the whole file. */
  readonly bitrate: BitsPerSecond
  /** Moving pictures only; cover art is in `pictures`. */
  readonly video: readonly VideoStream[]
  readonly audio: readonly AudioStream[]
  readonly subtitles: readonly SubtitleStream[]
  /** Count of attached pictures (cover art). */
  readonly pictures: number
  readonly chapters?: readonly Chapter[]
  /** Count of streams that are none of these: time codes, attachments, streams of unknown codec, those of other programmes. */
  readonly otherStreams?: number
  /** How many programmes a transport stream carries, if several. All that is said is of the first with a picture. */
  readonly programs?: number
  readonly tags: Readonly<Record<string, string>>
}

export interface Chapter {
  readonly start: Seconds
  readonly end: Seconds
  readonly title?: string
}

/** What a container says of a stream, whatever is in it. */
export interface StreamFacts {
  /** The codec's name for people, FFmpeg's words. */
  readonly codecName?: string
  /** The container's code for the codec: its letters (`avc1`), and as a number in hex (`0x31637661`). */
  readonly tag?: { readonly text: string; readonly hex: string }
  readonly timeBase?: Rational
  readonly title?: string
  /** FFmpeg's names of what holds: `default`, `forced`, `hearing_impaired` … */
  readonly dispositions?: readonly string[]
}

export interface VideoStream {
  /** The stream's index in the file. */
  readonly index: number
  readonly codec: string
  readonly profile?: string
  readonly level?: number
  /** RFC 6381, e.g. `avc1.64001f`; absent when it cannot be told. */
  readonly codecString?: string
  /** Stored picture size, before rotation and sample aspect ratio. */
  readonly width: number
  readonly height: number
  readonly sampleAspect: Rational
  /** Clockwise degrees a player turns the picture by. */
  readonly rotation: 0 | 90 | 180 | 270
  /** A player mirrors the picture, left to right, before it turns it. */
  readonly mirrored?: true
  /** Average frame rate. */
  readonly frameRate: Rational
  /** FFmpeg's `r_frame_rate`: the lowest rate that can say every timestamp. Far above `frameRate` for VFR. */
  readonly baseFrameRate: Rational
  readonly pixelFormat: string
  readonly bitDepth: number
  readonly interlaced: boolean
  /** Which field comes first in time, of interlaced pictures. */
  readonly fieldOrder?: 'top' | 'bottom'
  /** What the decoder says of each picture's fields contradicts `fieldOrder`, which is the one to believe. */
  readonly fieldsMisread?: true
  readonly color: ColorInfo
  readonly hdr: 'sdr' | 'hdr10' | 'hlg' | 'dolby-vision'
  /** CEA-608 or 708 captions lie in the pictures. Absent: not known. */
  readonly closedCaptions?: boolean
  readonly hdrMetadata?: HdrMetadata
  readonly dolbyVision?: DolbyVision
  readonly bitrate?: BitsPerSecond
  readonly duration?: Seconds
  readonly startTime?: Seconds
  /** When its first picture can be seen, where what stands before it was cut from its key frame. */
  readonly firstShown?: Seconds
  /** Count of packets, where it was counted or the container says it. */
  readonly frames?: number
  /** Longest distance between two key frames; measured only when asked for. */
  readonly maxKeyframeInterval?: Seconds
  readonly language?: string
  /** How many frames may be shown later than they are decoded; 0 without B-frames. */
  readonly reorderedFrames?: number
  readonly facts?: StreamFacts
}

export interface ColorInfo {
  readonly primaries?: string
  readonly transfer?: string
  readonly space?: string
  readonly range?: string
}

/** What an HDR picture says of its light (SMPTE ST 2086, CTA-861.3). */
export interface HdrMetadata {
  readonly mastering?: MasteringDisplay
  /** Brightest pixel, cd/m². */
  readonly maxCll?: number
  /** Brightest frame on average, cd/m². */
  readonly maxFall?: number
}

/** CIE 1931 x and y, and cd/m². */
export interface MasteringDisplay {
  readonly red: readonly [number, number]
  readonly green: readonly [number, number]
  readonly blue: readonly [number, number]
  readonly white: readonly [number, number]
  readonly minLuminance: number
  readonly maxLuminance: number
}

export interface DolbyVision {
  readonly profile: number
  /** What the base layer is without Dolby Vision: 0 nothing, 1 and 6 HDR10, 2 SDR, 4 HLG. */
  readonly compatibility: number
}

export interface AudioStream {
  readonly index: number
  readonly codec: string
  readonly profile?: string
  readonly codecString?: string
  readonly sampleRate: number
  readonly channels: number
  readonly layout?: string
  readonly bitrate?: BitsPerSecond
  readonly duration?: Seconds
  readonly startTime?: Seconds
  readonly language?: string
  readonly default: boolean
  /** FFmpeg's name: `fltp`, `s16`. */
  readonly sampleFormat?: string
  /** Of lossless sound. */
  readonly bitDepth?: number
  readonly facts?: StreamFacts
}

export interface SubtitleStream {
  readonly index: number
  readonly codec: string
  readonly language?: string
  /** How many packets say something, where they were counted. */
  readonly cues?: number
  readonly facts?: StreamFacts
}

/** The picture's size as a viewer sees it: sample aspect applied to the width, rotation applied. Not rounded to even. */
export const displaySize = (v: VideoStream): { readonly width: number; readonly height: number } => {
  const { num, den } = v.sampleAspect
  const width = num > 0 && den > 0 ? (v.width * num) / den : v.width
  const turned = v.rotation === 90 || v.rotation === 270
  return turned
    ? { width: v.height, height: Math.round(width) }
    : { width: Math.round(width), height: v.height }
}

/** An image, still or moving. FFmpeg reads one picture of a file in a container of its own. */
export const isImage = ({ container }: MediaInfo): boolean => /^(?:gif|apng|\w+_pipe)$/.test(container)

/** A photo, or a moving image that does not move. */
export const isStill = (media: MediaInfo): boolean => isImage(media) && media.video[0]?.frames === 1
