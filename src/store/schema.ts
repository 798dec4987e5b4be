import type { Generated } from 'kysely'
import type { OutputStatus, TaskStatus } from '../domain/task.ts'

/**
 * The tables as Kysely types. Portable on purpose: text, integers, JSON as text, times in epoch milliseconds.
 * `null` stands for an absent field of the domain.
 */
export interface Schema {
  tasks: TaskTable
  outputs: OutputTable
  attempts: AttemptTable
  events: EventTable
  templates: TemplateTable
  access_keys: AccessKeyTable
  pipelines: PipelineTable
  nonces: NonceTable
  assets: AssetTable
  callbacks: CallbackTable
  notices: NoticeTable
}

/**
 * Who has the task now. It is not the status: a task that a worker has just claimed has only queued outputs, and one whose
 * failed output is to be tried again has finished ones beside queued ones.
 */
export type Hold = 'waiting' | 'held' | 'done'

export interface TaskTable {
  serial: Generated<number>
  id: string
  project: string
  dialect: string
  request: string
  source: string
  priority: number
  client_token: string | null
  user_data: string | null
  /** Always `taskStatus(outputs)`, so that lists can be filtered by an index. */
  status: TaskStatus
  hold: Hold
  created_at: number
  started_at: number | null
  finished_at: number | null
  media: string | null
  problem: string | null
  cancel_requested: number
  fence: number
  /** Claims since the caller submitted or retried it, those that a worker handed back not counted. */
  tries: number
  worker: string | null
  lease_until: number | null
  pipeline: string | null
  /** 1 while its pipeline is paused; looked up anew when a finished task is put back to work. */
  paused: number
  /** `assets.id`; it outlives the asset. */
  asset: string | null
  callback: string | null
}

export interface OutputTable {
  /** `tasks.serial`. */
  task: number
  idx: number
  name: string
  template: string | null
  spec: string
  destination: string
  status: OutputStatus
  progress: number | null
  started_at: number | null
  finished_at: number | null
  problem: string | null
  result: string | null
  /** A publish intent that is not settled yet. */
  publish: string | null
}

export interface AttemptTable {
  task: number
  fence: number
  worker: string
  started_at: number
  finished_at: number | null
  outcome: string | null
  commands: string
  log: string
}

export interface EventTable {
  id: Generated<number>
  project: string
  /** `tasks.id`. */
  task: string
  at: number
  what: string
}

export interface TemplateTable {
  dialect: string
  project: string
  id: string
  name: string
  description: string | null
  spec: string
  params: string | null
  created_at: number
  updated_at: number
}

export interface AccessKeyTable {
  id: string
  secret: string
  project: string
  created_at: number
}

export interface PipelineTable {
  dialect: string
  project: string
  id: string
  name: string
  paused: number
  params: string | null
  created_at: number
  updated_at: number
}

export interface NonceTable {
  key: string
  nonce: string
  until: number
}

export interface AssetTable {
  serial: Generated<number>
  id: string
  project: string
  dialect: string
  title: string
  description: string | null
  tags: string
  category: string | null
  bucket: string
  key: string
  /** `tasks.id`. */
  import_task: string | null
  /** What was measured of the object, and under which etag. */
  measured: string | null
  params: string | null
  created_at: number
  updated_at: number
}

/** The callback of a project's tasks of a dialect, where they have none of their own. */
export interface CallbackTable {
  dialect: string
  project: string
  callback: string
}

export interface NoticeTable {
  id: Generated<number>
  project: string
  /** `tasks.id`; the task may be gone. */
  task: string
  at: number
  cause: string
  callback: string
  /** When it is to be sent next; while it is being sent, when it would be sent again. */
  due_at: number
  tries: number
}
