import type { LinkMaker } from '../../../app/links.ts'
import type { JsonObject } from '../../../domain/json.ts'
import {
  isTerminal,
  type Output,
  type OutputStatus,
  outputProgress,
  type Task,
  taskStatus,
} from '../../../domain/task.ts'
import { instant } from '../../../domain/units.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { errors } from '../errors.ts'
import type {
  JOB_STATES,
  JobAnswer,
  JobSummary,
  ListedTask,
  Summary,
  TASK_STATES,
  WholeTask,
} from '../schema/answers.ts'
import { ANIMATIONS_DIALECT, DIALECT, SNAPSHOTS_DIALECT } from '../service.ts'
import { ADAPTIVE, isDefinition } from './definitions.ts'
import { describeFile, formatOfOutput, pictureOf, playingOf } from './file.ts'
import { jobIdOf } from './job-id.ts'
import { MIDDLE_PRIORITY, readOutputName } from './submission.ts'
import { drawnIdsOf } from './watermarks.ts'

type TaskState = (typeof TASK_STATES)[number]

/** A job that waits is Transcoding; the service has no word for a cancelled one. */
const JOB_STATUS = {
  queued: 'Transcoding',
  running: 'Transcoding',
  succeeded: 'TranscodeSuccess',
  failed: 'TranscodeFail',
  cancelled: 'TranscodeFail',
} as const satisfies Record<OutputStatus, (typeof JOB_STATES)[number]>

/** The transcoding jobs of a task: of one that brings a video in, all that is made of it. */
export const jobsOf = ({ dialect, outputs }: Task): readonly Output[] => {
  if (dialect === SNAPSHOTS_DIALECT || dialect === ANIMATIONS_DIALECT) return []
  const made = outputs.filter(({ spec }) => spec.kind !== 'probe')
  return dialect === DIALECT ? made.filter(({ spec }) => spec.kind !== 'original') : made
}

const stateOf = (jobs: readonly Output[]): TaskState => {
  const status = taskStatus(jobs)
  if (!isTerminal(status)) return jobs.some((job) => isTerminal(job.state.status)) ? 'Partial' : 'Processing'
  return status === 'succeeded'
    ? 'CompleteAllSucc'
    : status === 'partly-failed'
      ? 'CompletePartialSucc'
      : 'CompleteAllFail'
}

/** Known only when all of it has ended. */
const completionOf = (jobs: readonly Output[]): { CompleteTime?: string } => {
  const ends = jobs.flatMap(({ state }) => ('finishedAt' in state ? [state.finishedAt] : []))
  return ends.length > 0 && ends.length === jobs.length
    ? { CompleteTime: spellTime(instant(Math.max(...ends))) }
    : {}
}

/** The group is named in the request that was kept; tasks of other APIs have none. */
const groupIdOf = ({ dialect, request }: Task): { TranscodeTemplateGroupId?: string } => {
  const id = dialect === DIALECT ? (request as JsonObject).TemplateGroupId : undefined
  return typeof id === 'string' ? { TranscodeTemplateGroupId: id } : {}
}

/** What submissions say of themselves; tasks that began with an upload or a registration were triggered by it. */
const triggerOf = ({ dialect, request }: Task): 'Auto' | 'Manual' =>
  dialect === DIALECT && (request as JsonObject).Trigger === 'Auto' ? 'Auto' : 'Manual'

export const listedTask = (task: Task): ListedTask => {
  const jobs = jobsOf(task)
  return {
    TranscodeTaskId: task.id,
    ...(task.asset === undefined ? {} : { VideoId: task.asset }),
    ...groupIdOf(task),
    TaskStatus: stateOf(jobs),
    Trigger: triggerOf(task),
    CreationTime: spellTime(task.createdAt),
    ...completionOf(jobs),
  }
}

export const wholeTask = (task: Task, urlOf: LinkMaker): WholeTask => ({
  ...listedTask(task),
  TranscodeJobInfoList: jobsOf(task).map((output) => describeJob(task, output, urlOf)),
})

const templateOf = (task: Task, output: Output): { TranscodeTemplateId?: string; Definition?: string } => {
  if (task.dialect !== DIALECT) return {}
  const { definition, templateId } = readOutputName(output.name)
  if (!isDefinition(definition)) return {}
  // An adaptive stream is made of several templates.
  return { ...(definition === ADAPTIVE ? {} : { TranscodeTemplateId: templateId }), Definition: definition }
}

/** Tasks of other APIs name none. */
const marksOf = ({ dialect, request }: Task, { name }: Output): readonly string[] =>
  dialect === DIALECT ? drawnIdsOf(request, name) : []

const progressOf = ({ state }: Output): number =>
  state.status === 'failed' || state.status === 'cancelled' ? 0 : Math.floor(outputProgress(state))

/** Why a job failed, in the service's words; nothing of one that did not. */
export const failureOf = ({ state }: Output): { ErrorCode?: string; ErrorMessage?: string } => {
  if (state.status === 'cancelled')
    return { ErrorCode: 'TranscodeCancelled', ErrorMessage: 'The job was cancelled.' }
  return state.status === 'failed'
    ? { ErrorCode: errors[state.problem.code].code, ErrorMessage: state.problem.message }
    : {}
}

/** What all cuts of a job have. */
const jobHead = (task: Task, output: Output) => ({
  ...templateOf(task, output),
  TranscodeJobStatus: JOB_STATUS[output.state.status],
  TranscodeProgress: progressOf(output),
  CreationTime: spellTime(task.createdAt),
  ...completionOf([output]),
  ...failureOf(output),
})

/** The source as the caller can fetch it; one of elsewhere is its own URL. */
const sourceUrl = ({ source, outputs }: Task, urlOf: LinkMaker): string => {
  if (source.from === 'object') return urlOf(source)
  const brought = outputs.find(({ spec }) => spec.kind === 'original')?.destination
  if (brought) return urlOf(brought)
  return source.from === 'url' ? source.url : ''
}

export const describeJob = (task: Task, output: Output, urlOf: LinkMaker): JobAnswer => ({
  TranscodeJobId: jobIdOf(task.id, output.index),
  ...jobHead(task, output),
  InputFileUrl: sourceUrl(task, urlOf),
  Priority: String(task.priority + MIDDLE_PRIORITY),
  ...(output.state.status === 'succeeded'
    ? { OutputFile: describeFile(output, output.state.result, urlOf, marksOf(task, output)) }
    : {}),
})

export const summaryOf = (video: string, task: Task): Summary => {
  const { TranscodeTaskId: _, Trigger: __, TaskStatus, VideoId: ___, ...head } = listedTask(task)
  return {
    VideoId: video,
    ...head,
    TranscodeStatus: TaskStatus,
    TranscodeJobInfoSummaryList: jobsOf(task).map((output) => summaryOfJob(task, output)),
  }
}

const summaryOfJob = (task: Task, output: Output): JobSummary => {
  const result = output.state.status === 'succeeded' ? output.state.result : undefined
  return {
    ...jobHead(task, output),
    ...(result
      ? {
          Format: formatOfOutput(output),
          ...pictureOf(result.media),
          ...playingOf(result),
          Filesize: result.size,
          WatermarkIdList: [...marksOf(task, output)],
        }
      : {}),
  }
}
