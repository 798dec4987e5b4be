import { type AssetId, accessKeyId, type ProjectId, projectId, type TaskId } from '../domain/ids.ts'
import type { Json } from '../domain/json.ts'
import type { AccessKey, AttemptRecord, NewTask } from '../domain/ports.ts'
import { isTerminal, type Output, type OutputState, type Task, taskStatus } from '../domain/task.ts'
import type { Template } from '../domain/template.ts'
import { instant } from '../domain/units.ts'
import type { AccessKeyTable, AttemptTable, OutputTable, TaskTable, TemplateTable } from './schema.ts'

/** Rows to domain objects and back. JSON columns were written by this file; they are trusted to hold their type. */

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export type TaskColumns = Omit<
  TaskTable,
  'serial' | 'status' | 'hold' | 'tries' | 'worker' | 'lease_until' | 'paused' | 'callback'
> & {
  serial: number
}
/** Named apart from the task's columns, so that both fit one joined row. */
export interface OutputColumns {
  o_idx: number
  o_name: string
  o_template: string | null
  o_status: OutputTable['status']
  o_progress: number | null
  o_started_at: number | null
  o_finished_at: number | null
  o_problem: string | null
  o_destination: string
  o_spec: string
  o_result: string | null
}

/**
 * The request is the largest column and only its own dialect looks at it, so it is parsed when first read; the others
 * are small or nearly always wanted.
 */
export const toTask = (row: TaskColumns, outputs: readonly Output[]): Task => {
  let request: Json | undefined
  const task: Mutable<Task> = {
    id: row.id as TaskId,
    serial: row.serial,
    project: projectId(row.project),
    dialect: row.dialect,
    get request() {
      request ??= JSON.parse(row.request) as Json
      return request
    },
    source: JSON.parse(row.source),
    outputs,
    priority: row.priority,
    createdAt: instant(row.created_at),
    cancelRequested: row.cancel_requested !== 0,
    fence: row.fence,
  }
  if (row.client_token !== null) task.clientToken = row.client_token
  if (row.asset !== null) task.asset = row.asset as AssetId
  if (row.pipeline !== null) task.pipeline = row.pipeline
  if (row.user_data !== null) task.userData = row.user_data
  if (row.started_at !== null) task.startedAt = instant(row.started_at)
  if (row.finished_at !== null) task.finishedAt = instant(row.finished_at)
  if (row.media !== null) task.media = JSON.parse(row.media)
  if (row.problem !== null) task.problem = JSON.parse(row.problem)
  return task
}

export const toOutput = (row: OutputColumns): Output => {
  const output: Mutable<Output> = {
    index: row.o_idx,
    name: row.o_name,
    spec: JSON.parse(row.o_spec),
    destination: JSON.parse(row.o_destination),
    state: toState(row),
  }
  if (row.o_template !== null) output.template = row.o_template
  return output
}

const toState = (row: OutputColumns): OutputState => {
  const startedAt = instant(row.o_started_at ?? 0)
  const finishedAt = instant(row.o_finished_at ?? 0)
  switch (row.o_status) {
    case 'queued':
      return { status: 'queued', ...(row.o_progress ? { progress: row.o_progress as never } : {}) }
    case 'running':
      return { status: 'running', progress: (row.o_progress ?? 0) as never, startedAt }
    case 'succeeded':
      return { status: 'succeeded', startedAt, finishedAt, result: JSON.parse(row.o_result ?? 'null') }
    case 'failed': {
      const failed = { status: 'failed' as const, finishedAt, problem: JSON.parse(row.o_problem ?? 'null') }
      return row.o_started_at === null ? failed : { ...failed, startedAt }
    }
    case 'cancelled':
      return { status: 'cancelled', finishedAt }
  }
}

/** The columns of a state; those of other states become null. */
export const fromState = (state: OutputState) => ({
  status: state.status,
  progress: 'progress' in state ? (state.progress ?? null) : null,
  started_at: ('startedAt' in state ? state.startedAt : undefined) ?? null,
  finished_at: ('finishedAt' in state ? state.finishedAt : undefined) ?? null,
  problem: state.status === 'failed' ? JSON.stringify(state.problem) : null,
  result: state.status === 'succeeded' ? JSON.stringify(state.result) : null,
})

/** @param paused whether the task's pipeline is */
export const fromTask = (task: NewTask, paused: boolean): Omit<TaskTable, 'serial'> => {
  const status = taskStatus(task.outputs)
  return {
    id: task.id,
    project: task.project,
    dialect: task.dialect,
    request: JSON.stringify(task.request),
    source: JSON.stringify(task.source),
    priority: task.priority,
    client_token: task.clientToken ?? null,
    user_data: task.userData ?? null,
    status,
    hold: isTerminal(status) ? 'done' : 'waiting',
    created_at: task.createdAt,
    started_at: null,
    finished_at: null,
    media: null,
    problem: null,
    cancel_requested: 0,
    fence: 0,
    tries: 0,
    worker: null,
    lease_until: null,
    pipeline: task.pipeline ?? null,
    paused: paused ? 1 : 0,
    asset: task.asset ?? null,
    callback: task.callback ? JSON.stringify(task.callback) : null,
  }
}

export const fromOutput = (task: number, output: Output): OutputTable => ({
  task,
  idx: output.index,
  name: output.name,
  template: output.template ?? null,
  spec: JSON.stringify(output.spec),
  destination: JSON.stringify(output.destination),
  publish: null,
  ...fromState(output.state),
})

export const toAttempt = (row: Omit<AttemptTable, 'task'>): AttemptRecord => ({
  fence: row.fence,
  worker: row.worker,
  startedAt: instant(row.started_at),
  ...(row.finished_at !== null && { finishedAt: instant(row.finished_at) }),
  ...(row.outcome !== null && { outcome: row.outcome }),
  commands: JSON.parse(row.commands),
  log: row.log,
})

export const toTemplate = (row: TemplateTable): Template => ({
  dialect: row.dialect,
  id: row.id,
  name: row.name,
  ...(row.description !== null && { description: row.description }),
  spec: JSON.parse(row.spec),
  ...(row.params !== null && { params: JSON.parse(row.params) }),
  project: projectId(row.project),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
})

export type OwnTemplate = Template & { project: ProjectId }

export const fromTemplate = (template: OwnTemplate): TemplateTable => ({
  dialect: template.dialect,
  project: template.project,
  id: template.id,
  name: template.name,
  description: template.description ?? null,
  spec: JSON.stringify(template.spec),
  params: template.params === undefined ? null : JSON.stringify(template.params),
  created_at: template.createdAt,
  updated_at: template.updatedAt,
})

export const toAccessKey = (row: AccessKeyTable): AccessKey => ({
  id: accessKeyId(row.id),
  secret: row.secret,
  project: projectId(row.project),
  createdAt: instant(row.created_at),
})
