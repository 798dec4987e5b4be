import type { Font } from './font.ts'
import type { VideoStream } from './media-info.ts'
import type { OutputKind } from './output-spec.ts'
import type { AnimationFormat, PictureFormat } from './picture-spec.ts'
import type { Problem } from './problem.ts'
import type { QualityMetric } from './quality.ts'
import type { SubtitleFormat } from './subtitle-spec.ts'
import type { Tag } from './tag.ts'
import type { BitsPerSecond, Seconds } from './units.ts'
import type { Warning } from './warning.ts'

/** How a task is to be done: processes to run, and what each output must then be. Made by the pure planner. */
export interface Plan {
  readonly steps: readonly Step[]
  /** One entry per output that can be made, in output order. */
  readonly outputs: readonly PlannedOutput[]
  /** Outputs that cannot be made from this source, with the reason. */
  readonly refused: readonly { readonly output: number; readonly problem: Problem }[]
  /** Why the plan is as it is, for people. */
  readonly reasons: readonly string[]
}

/** What makes some of the outputs: commands run one after the other, none where its files are all. The first that fails is the step's failure. */
export interface Step {
  readonly id: string
  readonly commands: readonly Command[]
  /** Output indexes the step makes. */
  readonly outputs: readonly number[]
  /** Timeline length each command works through: its progress is out_time divided by this. */
  readonly duration: Seconds
  /** Nothing is decoded: it takes as long as its files are read and written. */
  readonly copies: boolean
  /** Folders that must exist in the attempt's folder before it starts. */
  readonly folders: readonly string[]
  /** Texts that its commands read, to be written before it starts. */
  readonly files: readonly StepFile[]
}

/** A caller's own words reach FFmpeg in files; in arguments there are only titles and tags, each one of its own. */
export interface StepFile {
  /** In the attempt's folder. */
  readonly name: string
  readonly content: string
}

/** One FFmpeg process. File names in `args` are relative to the attempt's folder; the source is `src` there. */
export interface Command {
  readonly program: 'ffmpeg'
  readonly args: readonly string[]
  /** `measure`: writes only what a later command reads, such as the statistics of a first pass. */
  readonly purpose: 'measure' | 'make'
  readonly effort: Effort
}

/** How much work something is. What is alike takes a machine as long for each unit of weight; weights of others are estimates. */
export interface Effort {
  readonly alike: string
  readonly weight: number
}

export interface PlannedOutput {
  readonly output: number
  /** The step that makes it; absent when no process has to run. */
  readonly step?: string
  readonly kind: OutputKind
  readonly parts: readonly PlannedPart[]
  /** One line per choice: `video: copied, …`, `audio: encoded once, shared with output 1`. */
  readonly reasons: readonly string[]
  /** What will be less than asked, known beforehand. */
  readonly warnings?: readonly Warning[]
}

/** One thing on disk that verification looks at. */
export type PlannedPart =
  | {
      readonly role: 'file'
      readonly path: string
      readonly expect: Expectation
      readonly quality?: QualityRun
    }
  | {
      readonly role: 'rendition'
      readonly name: string
      /** The playlist FFmpeg writes. */
      readonly path: string
      readonly segmentFormat: 'ts' | 'fmp4'
      readonly audioOnly: boolean
      /** Of sound that stands apart. */
      readonly track?: TrackFacts
      /** Its segments begin at the instants at which those of its siblings do. */
      readonly aligned: boolean
      /** The first picture of each segment must be a key frame, and its place is wanted. */
      readonly keyFrames: boolean
      readonly expect: Expectation
      readonly quality?: QualityRun
    }
  | {
      readonly role: 'subtitles'
      readonly name: string
      /** The WebVTT file, one of the step's. */
      readonly path: string
      readonly track: TrackFacts
      readonly cues: number
      /** Where on the cues' clock the stream's picture begins. */
      readonly from: Seconds
      readonly duration: Seconds
    }
  /** A file of text alone, one of the step's. */
  | { readonly role: 'text'; readonly path: string; readonly format: SubtitleFormat; readonly cues: number }
  /** The source, to be put under `path` unchanged. */
  | { readonly role: 'original'; readonly path: string }
  | PicturesPart
  | SheetsPart
  | AnimationPart

/** One FFmpeg process that compares a finished picture with what it was made of. */
export interface QualityRun {
  readonly metrics: readonly QualityMetric[]
  readonly args: readonly string[]
  /** With it, both pictures come out of FFmpeg, for an ffprobe that runs this graph. */
  readonly vmafGraph?: string
  /** Must exist in the attempt's folder. */
  readonly folder: string
  /** Where the figures of each frame are left. */
  readonly logs: Partial<Readonly<Record<QualityMetric, string>>>
  /** Timeline length it works through. */
  readonly duration: Seconds
  readonly effort: Effort
}

/** What a viewer is told of a track. */
export interface TrackFacts {
  /** A BCP 47 tag. */
  readonly language?: string
  readonly title?: string
  readonly default: boolean
  readonly autoSelect?: boolean
  readonly forced?: boolean
}

/** Single pictures. */
export interface PicturesPart {
  readonly role: 'pictures'
  /** `printf` pattern with one `%d`: microseconds from `offset`. */
  readonly pattern: string
  readonly format: PictureFormat
  readonly width: number
  readonly height: number
  /** Where in the source the part that is read begins. */
  readonly offset: Seconds
  readonly least: number
  readonly most: number
}

export interface SheetsPart {
  readonly role: 'sheets'
  /** `printf` pattern with one `%05d`, counted from 1. */
  readonly pattern: string
  /** A text that holds one line beginning `frame:` for each picture. */
  readonly list: string
  readonly format: PictureFormat
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
  /** Pixels between pictures, and around the sheet. */
  readonly padding: number
  readonly margin: number
  readonly interval: Seconds
  /** How much the pictures stand for. */
  readonly duration: Seconds
  /** How many pictures there are; fewer than `least` are too few. */
  readonly count: number
  readonly least: number
}

export interface AnimationPart {
  readonly role: 'animation'
  readonly path: string
  readonly format: AnimationFormat
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly duration: Seconds
  /** 0: for ever. */
  readonly plays: number
}

/** What the finished file must measure. A missing part is not checked; a `video`/`audio` of null must not be there. */
export interface Expectation {
  readonly duration: Seconds
  /** Allowed difference. */
  readonly tolerance: Seconds
  readonly video: {
    readonly codec: string
    readonly width: number
    readonly height: number
    readonly pixelFormat?: string
    /** ffprobe's names; any of them will do. */
    readonly profiles?: readonly string[]
    /** Count of frames, when it can be known before; `slack` frames may differ. */
    readonly frames?: { readonly count: number; readonly slack: number }
    readonly duration?: Seconds
    /** Of a picture that is copied, what its source was found to be: decoding some of it again would say the same. */
    readonly copied?: CopiedPicture
    /** What is asked of an encode, on average; more is told as a warning. */
    readonly bitrate?: BitsPerSecond
  } | null
  readonly audio: ExpectedAudio | null
  /** Further audio tracks, in order. */
  readonly moreAudio?: readonly ExpectedAudio[]
  /** In order. Absent: there must be none. */
  readonly subtitles?: readonly ExpectedSubtitles[]
  /** What the file must say of itself. */
  readonly tags?: readonly Tag[]
}

export type CopiedPicture = Pick<
  VideoStream,
  'pixelFormat' | 'bitDepth' | 'closedCaptions' | 'reorderedFrames'
>

export interface ExpectedSubtitles {
  readonly codec: string
  /** Three letters; where the container says languages. */
  readonly language?: string
  readonly forced?: boolean
  /** Of text: how many things are said. */
  readonly cues?: number
}

export interface ExpectedAudio {
  readonly codec: string
  readonly channels?: number
  readonly sampleRate?: number
  readonly duration?: Seconds
  /** Three letters; where the container says languages. */
  readonly language?: string
}

/** What the FFmpeg at hand can do. */
export interface Capabilities {
  readonly version: string
  readonly encoders: ReadonlySet<string>
  readonly filters: ReadonlySet<string>
  readonly muxers: ReadonlySet<string>
  /** How many a task has to itself, while others are done beside it. Absent: the whole machine. */
  readonly processors?: number
  /** There is a program that measures VMAF. */
  readonly vmaf?: boolean
  /** Sound can be resampled by libsoxr, the better resampler. */
  readonly soxr?: boolean
  /** What text can be drawn in. Absent: nothing. */
  readonly fonts?: readonly Font[]
  /** Text that is drawn is shaped: in scripts whose letters change places or forms it takes that to be read. */
  readonly shapesText?: boolean
}
