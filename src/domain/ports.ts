import type { Readable } from 'node:stream'
import type { Asset, MeasuredObject } from './asset.ts'
import type { Callback, Notice } from './callback.ts'
import type { TaskEvent } from './event.ts'
import type { AccessKeyId, AssetId, ProjectId, TaskId } from './ids.ts'
import type { Json } from './json.ts'
import type { MediaInfo } from './media-info.ts'
import type { Pipeline } from './pipeline.ts'
import type { Problem } from './problem.ts'
import type { Output, OutputResult, OutputState, OutputStatus, Task, TaskStatus } from './task.ts'
import type { Template } from './template.ts'
import type { Bytes, Instant, Percent } from './units.ts'

/** The seams between rooms: what the use cases and the worker need of the world, said without naming who does it. */

// ---- tasks, seen by the use cases

export type NewTask = Omit<
  Task,
  'serial' | 'startedAt' | 'finishedAt' | 'media' | 'problem' | 'cancelRequested' | 'fence'
> & {
  /** Who is told what becomes of it; above the callback of its project. */
  readonly callback?: Callback
}

export interface TaskStore {
  /**
   * Writes task, outputs and the `task.submitted` event in one transaction; durable when it returns.
   * With a `clientToken` already used in the project since `dedupeSince`, nothing is written and the earlier task is named.
   * `importing` is the asset that the task brings in, written with it; its object must be no asset yet.
   */
  insert(
    task: NewTask,
    dedupeSince: Instant,
    importing?: NewAsset,
  ): Promise<{ inserted: Task; asset?: Asset } | { duplicateOf: TaskId }>
  get(project: ProjectId, id: TaskId): Promise<Task | undefined>
  getBySerial(project: ProjectId, serial: number): Promise<Task | undefined>
  /** Newest first, by serial. `after` is the serial of the last row of the page before. */
  list(query: TaskQuery): Promise<readonly Task[]>
  count(query: Omit<TaskQuery, 'limit' | 'after'>): Promise<number>
  /** Deletes the record of a task that is over. False when it is not there or not over. */
  remove(project: ProjectId, id: TaskId): Promise<boolean>
  /**
   * Queued: every output becomes cancelled at once. Running: a mark that its worker obeys. One transaction.
   * `onlyQueued` leaves a running task alone. Answers the status found before the call.
   */
  cancel(
    project: ProjectId,
    id: TaskId,
    at: Instant,
    options: { onlyQueued: boolean },
  ): Promise<TaskStatus | undefined>
  /** Failed or cancelled outputs go back to queued, and the task with them. Answers how many were. */
  requeueOutputs(project: ProjectId, id: TaskId, outputs: readonly number[]): Promise<number>
  /** Attempts of a task, oldest first. */
  attempts(id: TaskId): Promise<readonly AttemptRecord[]>
}

export interface TaskQuery {
  readonly project: ProjectId
  readonly statuses?: readonly TaskStatus[]
  readonly dialect?: string
  /** Only tasks of this asset. */
  readonly asset?: AssetId
  readonly createdFrom?: Instant
  readonly createdTo?: Instant
  /** Serial; rows with a smaller one follow. */
  readonly after?: number
  /** Rows left out at the front, for services that number their pages. It costs a walk over them; `after` does not. */
  readonly offset?: number
  readonly limit: number
}

// ---- the media library

export type NewAsset = Omit<Asset, 'serial'>

export interface AssetStore {
  /** An object that is an asset of the project already stays the one it is. */
  insert(asset: NewAsset): Promise<{ inserted: Asset } | { existing: Asset }>
  get(project: ProjectId, id: AssetId): Promise<Asset | undefined>
  getBySerial(project: ProjectId, serial: number): Promise<Asset | undefined>
  /** Newest first, by serial. */
  list(query: AssetQuery): Promise<readonly Asset[]>
  /** Writes what people say of it, and `updatedAt`; never its place or what was measured. False when it is not there. */
  update(asset: Asset): Promise<boolean>
  setMeasured(project: ProjectId, id: AssetId, measured: MeasuredObject): Promise<void>
  delete(project: ProjectId, id: AssetId): Promise<boolean>
}

export interface AssetQuery {
  readonly project: ProjectId
  readonly category?: string
  /** Serial of the last row of the page before; rows with a smaller one follow. */
  readonly after?: number
  readonly limit: number
}

// ---- tasks, seen by a worker

export interface AttemptRecord {
  readonly fence: number
  readonly worker: string
  readonly startedAt: Instant
  readonly finishedAt?: Instant
  readonly outcome?: string
  /** Command lines that ran. */
  readonly commands: readonly (readonly string[])[]
  /** FFmpeg's own words, bounded. */
  readonly log: string
}

/** Every write carries the fence of its claim; with a stale one nothing is written and `false` comes back: stop, you lost it. */
export interface WorkStore {
  /** The best queued task (priority, then age) becomes running under a raised fence. Emits `task.started`. */
  claim(worker: string, now: Instant, leaseUntil: Instant): Promise<Task | undefined>
  heartbeat(
    id: TaskId,
    fence: number,
    leaseUntil: Instant,
  ): Promise<{ held: boolean; cancelRequested: boolean }>
  setMedia(id: TaskId, fence: number, media: MediaInfo): Promise<boolean>
  setTaskProblem(id: TaskId, fence: number, problem: Problem): Promise<boolean>
  /** Progress of running outputs; a row that is not running is left alone. */
  setProgress(
    id: TaskId,
    fence: number,
    progress: readonly { output: number; progress: Percent }[],
  ): Promise<boolean>
  /** All of them in one transaction, or none. False also when one of them is finished already: a caller may have seen it. */
  setOutputs(
    id: TaskId,
    fence: number,
    changes: readonly { readonly output: number; readonly state: OutputState }[],
  ): Promise<boolean>
  /** Durable promise to publish: after a crash the recovery finishes the moves instead of encoding again. */
  intendPublish(id: TaskId, fence: number, output: number, intent: PublishIntent): Promise<boolean>
  /** Ends the attempt: outputs all terminal finish the task (one transaction with its event), others put it back to queued. */
  release(id: TaskId, fence: number, at: Instant, outcome: string): Promise<boolean>
  logAttempt(
    id: TaskId,
    fence: number,
    entry: { command?: readonly string[]; log?: string },
  ): Promise<boolean>
  /**
   * Outputs with a publish intent whose task no one has released. Asked at start, before `requeueLost`: the intents are
   * kept under the fence of their claim, and end with it.
   */
  pendingPublishes(): Promise<
    readonly { task: TaskId; fence: number; output: number; intent: PublishIntent }[]
  >
  /**
   * Running tasks whose lease ended before `now` go back to queued; those claimed `maxAttempts` times fail as interrupted.
   * `leases: 'any'` takes every running task: for a process that knows that no worker lives. Answers all that were lost.
   */
  requeueLost(now: Instant, maxAttempts: number, leases?: 'expired' | 'any'): Promise<readonly TaskId[]>
  countByStatus(): Promise<Readonly<Record<'queued' | 'running', number>>>
}

export interface PublishIntent {
  readonly moves: readonly FileMove[]
  readonly state: Extract<OutputState, { status: 'succeeded' }>
}

/** A finished file on its way: from a path of this machine to an object. */
export interface FileMove {
  readonly from: string
  readonly bucket: string
  readonly key: string
}

// ---- the rest of the state

export interface TemplateStore {
  get(dialect: string, project: ProjectId, id: string): Promise<Template | undefined>
  list(dialect: string, project: ProjectId): Promise<readonly Template[]>
  /** False when the id is taken. */
  insert(template: Template & { project: ProjectId }): Promise<boolean>
  update(template: Template & { project: ProjectId }): Promise<boolean>
  delete(dialect: string, project: ProjectId, id: string): Promise<boolean>
}

export interface PipelineStore {
  get(dialect: string, project: ProjectId, id: string): Promise<Pipeline | undefined>
  /** Oldest first. */
  list(dialect: string, project: ProjectId): Promise<readonly Pipeline[]>
  /** False when the id is taken. */
  insert(pipeline: Pipeline): Promise<boolean>
  /** With `paused`, its unfinished tasks are held back or let go in the same transaction. False when it is not there. */
  update(pipeline: Pipeline): Promise<boolean>
  /** Leaves one with unfinished tasks alone: nobody could ever let them go. */
  delete(dialect: string, project: ProjectId, id: string): Promise<'deleted' | 'in-use' | 'absent'>
}

/** Numbers used once, as some signatures carry them. */
export interface NonceStore {
  /**
   * Remembers the nonce of a key until `until`, when the request that carries it has expired anyway; forgets those whose
   * time is over. False when it was used before.
   */
  use(key: AccessKeyId, nonce: string, until: Instant, now: Instant): Promise<boolean>
}

export interface AccessKey {
  readonly id: AccessKeyId
  readonly secret: string
  readonly project: ProjectId
  readonly createdAt: Instant
}

export interface KeyStore {
  get(id: AccessKeyId): Promise<AccessKey | undefined>
  list(): Promise<readonly AccessKey[]>
  /** Writes the key; one with the same id takes its secret and project. */
  put(key: AccessKey): Promise<void>
}

export interface EventStore {
  /** Oldest first. */
  since(project: ProjectId, after: number, limit: number, task?: TaskId): Promise<readonly TaskEvent[]>
  last(): Promise<number>
}

// ---- callbacks

/** Callbacks of whole projects: of all their tasks of a dialect that have none of their own. */
export interface CallbackStore {
  get(project: ProjectId, dialect: string): Promise<Callback | undefined>
  /** One for the tasks of several dialects; `undefined` takes it away. What is owed already stays owed. */
  set(project: ProjectId, dialects: readonly string[], callback: Callback | undefined): Promise<void>
}

/** Messages that are owed. One is written with the change it tells of, in the same transaction, and stays until it is settled. */
export interface NoticeStore {
  /** All are due at once: for a process that knows that nobody is sending any. */
  resume(now: Instant): Promise<void>
  /** The longest due one of a project not in `except`, put off until `until`: if its sender dies, it is due again then. */
  take(now: Instant, until: Instant, except: readonly ProjectId[]): Promise<Notice | undefined>
  /** When the next one of a project not in `except` is due. */
  nextDue(except: readonly ProjectId[]): Promise<Instant | undefined>
  postpone(id: number, until: Instant): Promise<void>
  /** It was delivered, or is given up. */
  settle(id: number): Promise<void>
}

// ---- bytes

export interface ObjectInfo {
  readonly bucket: string
  readonly key: string
  readonly size: Bytes
  readonly modifiedAt: Instant
  /** Changes when the bytes change; a strong HTTP entity tag without its quotes. */
  readonly etag: string
}

export interface WriteOptions {
  /** Bytes, as announced; a body of another size is refused. */
  readonly size?: number
  /** Never replaces: whoever comes second is refused as a duplicate, however long the first has been writing. */
  readonly onlyNew?: boolean
}

export interface Storage {
  listBuckets(): Promise<readonly string[]>
  hasBucket(bucket: string): Promise<boolean>
  /** False when it is there already. */
  createBucket(bucket: string): Promise<boolean>
  /** @throws DomainError bucket-not-found, bucket-not-empty */
  deleteBucket(bucket: string): Promise<void>
  stat(bucket: string, key: string): Promise<ObjectInfo | undefined>
  /** `range` in bytes, both ends inclusive. @throws DomainError object-not-found */
  read(bucket: string, key: string, range?: { start: number; end: number }): Promise<Readable>
  /** Whole or not at all: a reader sees the old object or the new one. @throws DomainError storage-full, bucket-not-found, invalid-object-key, duplicate-request */
  write(bucket: string, key: string, body: Readable, options?: WriteOptions): Promise<ObjectInfo>
  /** In key order. `after` is exclusive. With `delimiter`, keys below it fold into prefixes. */
  list(
    bucket: string,
    query: { prefix?: string; after?: string; limit: number },
  ): Promise<{ objects: readonly ObjectInfo[]; next?: string }>
  delete(bucket: string, key: string): Promise<boolean>
  /** The object as a path of this machine when it has one, so that it need not be copied. */
  localPath(bucket: string, key: string): Promise<string | undefined>
  /** Moves finished files in, in order, durable when it returns. A move whose target already has the file and whose `from` is gone counts as done. */
  publish(moves: readonly FileMove[]): Promise<void>
}

export type { Json, Output, OutputResult, OutputStatus }
