import type { Destination } from './destination.ts'
import type { AssetId, ProjectId, TaskId } from './ids.ts'
import type { Json } from './json.ts'
import type { MediaInfo } from './media-info.ts'
import type { OutputSpec } from './output-spec.ts'
import type { AnimationFormat } from './picture-spec.ts'
import type { Problem } from './problem.ts'
import type { QualityResult } from './quality.ts'
import type { Source } from './source.ts'
import { type Bytes, type Instant, type Percent, percent, type Seconds } from './units.ts'
import type { Warning } from './warning.ts'

/** What one submit call created and one id answers for. */
export interface Task {
  readonly id: TaskId
  /** Rising number, unique on the server; the decimal form of the id for services that want one. */
  readonly serial: number
  readonly project: ProjectId
  /** The dialect it was submitted through, and its request, whole, as it came. */
  readonly dialect: string
  readonly request: Json
  readonly source: Source
  /** The asset of the library that it works on, or brings in. */
  readonly asset?: AssetId
  readonly outputs: readonly Output[]
  /** Higher goes first; -10 to 10. */
  readonly priority: number
  /** Deduplication id given by the caller (SessionId, ClientToken). */
  readonly clientToken?: string
  /** Id of the pipeline it was submitted to, in its dialect. */
  readonly pipeline?: string
  /** Text the caller gets back unchanged. */
  readonly userData?: string
  readonly createdAt: Instant
  readonly startedAt?: Instant
  readonly finishedAt?: Instant
  /** The source, once probed. */
  readonly media?: MediaInfo
  /** Set when the source itself is at fault. */
  readonly problem?: Problem
  readonly cancelRequested: boolean
  /** How often a worker has claimed it; the fence of the running attempt. */
  readonly fence: number
}

export interface Output {
  /** 0-based place in the task. */
  readonly index: number
  /** Unique in the task. */
  readonly name: string
  /** The template's name or id as the caller said it, for the record; `spec` is frozen at submit. */
  readonly template?: string
  readonly spec: OutputSpec
  readonly destination: Destination
  readonly state: OutputState
}

export type OutputState =
  /** `progress`: what an earlier attempt had shown; it does not go back. */
  | { readonly status: 'queued'; readonly progress?: Percent }
  | { readonly status: 'running'; readonly progress: Percent; readonly startedAt: Instant }
  | {
      readonly status: 'succeeded'
      readonly startedAt: Instant
      readonly finishedAt: Instant
      readonly result: OutputResult
    }
  | {
      readonly status: 'failed'
      readonly startedAt?: Instant
      readonly finishedAt: Instant
      readonly problem: Problem
    }
  | { readonly status: 'cancelled'; readonly finishedAt: Instant }
export type OutputStatus = OutputState['status']

/** Facts of the finished output, measured on the files themselves. */
export interface OutputResult {
  /** The main file first. Every file is listed, segments too. */
  readonly files: readonly OutputFile[]
  /** Sum over all files. */
  readonly size: Bytes
  /** The main file; for a stream with several renditions the first (best) one. Absent for pictures. */
  readonly media?: MediaInfo
  readonly renditions?: readonly RenditionResult[]
  readonly sprite?: SpriteResult
  /** In order of time. */
  readonly pictures?: readonly PictureResult[]
  readonly animation?: AnimationResult
  /** Of a single file; that of a stream is told for each rendition. */
  readonly quality?: QualityResult
  /** What is less than it might be, and why. */
  readonly warnings?: readonly Warning[]
}

export interface OutputFile {
  readonly role:
    | 'file'
    | 'master'
    /** Of DASH. */
    | 'manifest'
    | 'playlist'
    | 'init'
    | 'segment'
    | 'subtitles'
    | 'key'
    | 'sheet'
    | 'vtt'
    | 'picture'
  readonly bucket: string
  readonly key: string
  readonly size: Bytes
  /** Lower-case hex. Absent for segments. */
  readonly md5?: string
}

export interface RenditionResult {
  readonly name: string
  /** Key of its playlist. */
  readonly key: string
  readonly media: MediaInfo
  readonly averageBitrate: number
  readonly peakBitrate: number
  readonly segments: number
  readonly quality?: QualityResult
}

export interface SpriteResult {
  readonly count: number
  readonly tileWidth: number
  readonly tileHeight: number
}

export interface PictureResult {
  readonly key: string
  /** When it is on screen in the source. Exact pictures: the moment asked for; others: where their frame begins. */
  readonly time: Seconds
  readonly width: number
  readonly height: number
  readonly size: Bytes
}

export interface AnimationResult {
  readonly format: AnimationFormat
  readonly width: number
  readonly height: number
  readonly frames: number
  /** Of one playing. */
  readonly duration: number
  /** How often it is played; 0 is for ever. */
  readonly plays: number
}

export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'partly-failed' | 'failed' | 'cancelled'

export const isTerminal = (status: TaskStatus | OutputStatus): boolean =>
  status !== 'queued' && status !== 'running'

/** A task's state follows from its outputs. A mix of successes with failed or cancelled ones is partly failed. */
export const taskStatus = (
  outputs: readonly { readonly state: { readonly status: OutputStatus } }[],
): TaskStatus => {
  const has = (status: OutputStatus) => outputs.some((o) => o.state.status === status)
  if (has('running')) return 'running'
  if (has('queued')) return outputs.every((o) => o.state.status === 'queued') ? 'queued' : 'running'
  if (has('succeeded')) return has('failed') || has('cancelled') ? 'partly-failed' : 'succeeded'
  return has('failed') ? 'failed' : 'cancelled'
}

/** 100 for a finished one, however it ended. */
export const outputProgress = (state: OutputState): Percent =>
  percent(isTerminal(state.status) ? 100 : 'progress' in state ? (state.progress ?? 0) : 0)

/** Mean over the outputs. */
export const taskProgress = ({ outputs }: Pick<Task, 'outputs'>): Percent =>
  percent(outputs.reduce((sum, o) => sum + outputProgress(o.state), 0) / Math.max(1, outputs.length))
