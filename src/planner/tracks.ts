import type { VideoCodec } from '../domain/output-spec.ts'
import type { StepFile } from '../domain/plan.ts'
import type { Tag } from '../domain/tag.ts'
import type { Rational } from '../domain/units.ts'
import type { Clock } from './clock.ts'
import type { Colors } from './colors.ts'
import type { SubtitleCodec } from './containers.ts'
import type { Drawn } from './drawn.ts'
import type { EncodeSettings } from './encoders/encoder.ts'
import type { Framing } from './frame-size.ts'
import type { Option } from './tee.ts'
import type { Deinterlace } from './video-prelude.ts'

/** One elementary stream of an output file: encoded, or copied from the source. Plain data: equal tracks have equal keys. */
export type Track = VideoEncode | AudioEncode | SubtitleTrack | Copy

/** FFmpeg's names of planar 4:2:0, 4:2:2 and 4:4:4 with 8 or 10 bits a sample. */
export type PixelFormat = `yuv${'420' | '422' | '444'}p${'' | '10le'}`

/** The picture an encoder gets. */
export interface VideoTarget {
  readonly framing: Framing
  /** Absent: the source's own frames and timing. */
  readonly frameRate?: Rational
  readonly pixelFormat: PixelFormat
  /** Drawn on the finished picture. Absent when there is nothing. */
  readonly drawn?: readonly Drawn[]
  readonly colors: Colors
  readonly deinterlace: Deinterlace
  /** Of frames that keep the source's even timing and do not begin with the part. */
  readonly clock?: Clock
}

export interface VideoEncode {
  readonly type: 'video'
  readonly codec: VideoCodec
  readonly encoder: string
  readonly target: VideoTarget
  readonly settings: EncodeSettings
  /** How often the encoder sees the pictures. */
  readonly passes: 1 | 2
  /** Where key frames stand. Absent: wherever the encoder likes, so another output's choice will do. */
  readonly keyFrames?: KeyFrames
}

export interface KeyFrames {
  readonly options: readonly Option[]
  /** The encoder may add key frames where scenes change. */
  readonly sceneCut: boolean
}

export interface AudioEncode {
  readonly type: 'audio'
  readonly codec: string
  readonly encoder: string
  /** The source's index of the stream it is made of. */
  readonly index: number
  readonly sampleRate: number
  readonly channels: number
  /** From the decoder to the encoder. */
  readonly filters: readonly string[]
  readonly options: readonly Option[]
  /** It ends with the picture, whenever the source's sound does. */
  readonly asPicture?: true
  readonly label?: TrackLabel
}

/** What a file says of one of its tracks. */
export interface TrackLabel {
  /** Three letters. */
  readonly language?: string
  /** Absent: the only track of its kind, which players take anyway. */
  readonly default?: boolean
  /** Of subtitles. */
  readonly title?: string
  readonly forced?: boolean
}

/** Text that is read from a file of the step, on the output's clock. */
export interface SubtitleTrack {
  readonly type: 'subtitles'
  readonly codec: SubtitleCodec
  readonly encoder: 'copy' | 'mov_text'
  readonly file: StepFile
  /** FFmpeg's name of how the file is read. */
  readonly demuxer: 'srt' | 'webvtt' | 'ass'
  /** How many things it says. */
  readonly cues: number
  readonly label: TrackLabel
}

export interface Copy {
  readonly type: 'copy'
  readonly of: 'video' | 'audio' | 'subtitles'
  readonly codec: string
  /** The stream's index in the source. */
  readonly index: number
  /** Of a part of the source: nothing that lies before it. */
  readonly cut?: true
  /** Frames that come unevenly, into segments: see `TRUE_LENGTHS`. */
  readonly uneven?: true
  readonly label?: TrackLabel
}

/** Tracks with the same key are the same bytes and are made once. */
export const trackKey = (track: Track): string => JSON.stringify(track)

export const isVideo = (track: Track): boolean =>
  track.type === 'video' || (track.type === 'copy' && track.of === 'video')

export const isSubtitles = (track: Track): boolean =>
  track.type === 'subtitles' || (track.type === 'copy' && track.of === 'subtitles')

/** A file FFmpeg writes. */
export interface MuxFile {
  /** The output it belongs to. */
  readonly output: number
  /** Relative to the attempt's folder. */
  readonly path: string
  readonly muxer: string
  readonly options: readonly Option[]
  /** Options FFmpeg sets by itself for a plain output but not for a slave of tee. */
  readonly teeOptions: readonly Option[]
  /** Its container keeps codec headers outside the packets. */
  readonly globalHeader: boolean
  /** HEVC is marked `hvc1`, which Apple's players ask for. */
  readonly hvc1: boolean
  /** What it says of itself. */
  readonly tags?: readonly Tag[]
  readonly tracks: readonly Track[]
}
