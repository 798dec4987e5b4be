import type { AssetId, ProjectId, TaskId } from './ids.ts'
import type { Json } from './json.ts'
import type { MediaInfo } from './media-info.ts'
import type { ObjectInfo } from './ports.ts'
import { type Problem, problem } from './problem.ts'
import { type OutputState, type Task, taskStatus } from './task.ts'
import type { Instant } from './units.ts'

/**
 * A media file of a project's library: what services that keep one call a video, a media, or a file. It names an object and
 * what people say of it. Its status is not kept (see `AssetState`), nor what was made of it: those are the tasks that name it.
 */
export interface Asset {
  readonly id: AssetId
  /** Rising number, unique on the server; the decimal form of the id for services that count. */
  readonly serial: number
  readonly project: ProjectId
  /** The dialect it came through, and that service's own parameters as they were given. */
  readonly dialect: string
  readonly params?: Json
  readonly title: string
  readonly description?: string
  readonly tags: readonly string[]
  /** Id of a category, in the words of its dialect. */
  readonly category?: string
  /** Where the file lies; with an unfinished import, where it will. One object of a project is one asset. */
  readonly source: ObjectPlace
  /** The task that fetches it, when it comes from elsewhere. */
  readonly importTask?: TaskId
  /** What was measured of the object, once somebody looked. */
  readonly measured?: MeasuredObject
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface ObjectPlace {
  readonly bucket: string
  readonly key: string
}

/** Media info of an object as it was under `etag`; under another one it says nothing. */
export interface MeasuredObject {
  readonly etag: string
  readonly media: MediaInfo
  /** Lower-case hex, where it was computed on the way in. */
  readonly md5?: string
}

/** Where an asset stands now. */
export type AssetState =
  | { readonly status: 'importing'; readonly task: Task }
  | { readonly status: 'ready'; readonly object: ObjectInfo; readonly measured: MeasuredObject }
  | { readonly status: 'failed'; readonly problem: Problem }

/** What may be said anew of an asset. An absent field stays; null takes away what may be absent. */
export interface AssetChange {
  readonly title?: string
  readonly description?: string | null
  readonly tags?: readonly string[]
  readonly category?: string | null
  readonly params?: Json | null
}

/** The output of an import that is the asset's own file. */
const importedFile = (task: Task): OutputState | undefined =>
  task.outputs.find((o) => o.spec.kind === 'original')?.state

/** How an import stands: still at work, ended well with the file's facts, or why not. */
export const importOutcome = (
  task: Task,
):
  | Extract<AssetState, { status: 'importing' | 'failed' }>
  | Extract<OutputState, { status: 'succeeded' }> => {
  const state = importedFile(task)
  switch (state?.status) {
    case 'queued':
    case 'running':
      return { status: 'importing', task }
    case 'succeeded':
      return state
    case 'failed':
      return { status: 'failed', problem: state.problem }
    default:
      return {
        status: 'failed',
        problem: problem('interrupted', `The import was ${taskStatus(task.outputs)}.`),
      }
  }
}
