import type { Measured } from '../domain/analysis.ts'
import type { JsonObject } from '../domain/json.ts'
import type { MediaInfo } from '../domain/media-info.ts'
import type { Capabilities, PlannedOutput, PlannedPart, StepFile } from '../domain/plan.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import { problem } from '../domain/problem.ts'
import type { Warning } from '../domain/warning.ts'
import type { InputLookup } from './inputs.ts'
import type { JoinedClips } from './join.ts'
import type { PictureBranch } from './pictures/branch.ts'
import type { Source } from './source.ts'
import type { SourcePart } from './subtitles/source-part.ts'
import type { Cut } from './time-range.ts'
import type { MuxFile } from './tracks.ts'

/** One output, decided but not yet merged with the others into a command. */
export interface Draft {
  readonly kind: PlannedOutput['kind']
  readonly index: number
  readonly cut: Cut
  /** The clips it is made of; `cut` is then the whole of them. */
  readonly join?: JoinedClips
  readonly files: readonly MuxFile[]
  readonly pictures: readonly PictureBranch[]
  readonly parts: readonly PlannedPart[]
  readonly folders: readonly string[]
  /** Texts that are parts of it themselves. */
  readonly texts?: readonly StepFile[]
  readonly reasons: readonly string[]
  /** What will be less than asked, known beforehand. */
  readonly warnings?: readonly Warning[]
}

/** What an output kind decides from. */
export interface DraftContext {
  readonly index: number
  readonly source: Source
  readonly cut: Cut
  readonly inputs: InputLookup
  /** The source is several files one after the other: nothing of it can be copied, and its sound is not measured. */
  readonly joined: boolean
  /** The task's own source, whatever is joined to it, and which part of it is seen when. */
  readonly own: { readonly media: MediaInfo; readonly part: SourcePart }
  /** The part begins at a key frame, or the picture is not cut: it can be copied. */
  readonly cutAtKey: boolean
  /** No key frame lies in the part. */
  readonly keyless: boolean
  /** Sound can be resampled by libsoxr. */
  readonly soxr: boolean
  /** What text is drawn in. */
  readonly fonts: NonNullable<Capabilities['fonts']>
  /** Puts a text into a file that commands read. */
  readonly fileOf: (content: string) => StepFile
  /** What an analysis found. Undefined when it is still to be made; a draft is then finished in any way and thrown away. */
  readonly measured: AskMeasurement
}

export type AskMeasurement = <W extends AnalysisWish>(wish: W) => Measured<W['what']> | undefined

/** `stream` is the stream's index in the source. */
export type AnalysisWish =
  /** The loudness of a track behind these filters. */
  | { readonly what: 'loudness'; readonly stream: number; readonly filters: readonly string[] }
  /** All that a track of text says. */
  | { readonly what: 'subtitles'; readonly stream: number; readonly codec: string }
  /**
   * Key frames, or all, between two times of the source, in seconds. In files with an index also the key frame before and, of
   * all, what lies behind it.
   */
  | {
      readonly what: 'frame-times'
      readonly which: 'keys' | 'all'
      readonly stream: number
      readonly from: number
      readonly to: number
    }

export type Drafted = { readonly draft: Draft } | { readonly problem: Problem }

export const refuse = (
  code: ProblemCode,
  message: string,
  more: { readonly detail?: JsonObject } = {},
): { readonly problem: Problem } => ({ problem: problem(code, message, more) })
