import type { Submission } from '../../../app/submit-task.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import { type Output, type Task, type TaskStatus, taskStatus } from '../../../domain/task.ts'
import { spellTime } from '../../../wire/aliyun/clock.ts'
import { statusesBehind } from '../../../wire/states.ts'
import type { Location } from '../schema/location.ts'
import { ANIMATIONS_DIALECT, MEDIA_INFO_DIALECT, SNAPSHOTS_DIALECT } from '../service.ts'
import { firstFailure, jobTimes } from './job.ts'
import { spellObject, toObject } from './locations.ts'
import { taskPriority } from './pipelines.ts'

interface Asked {
  readonly Input: Location
  readonly UserData?: string | undefined
  readonly ScheduleConfig?:
    | { readonly PipelineId?: string | undefined; readonly Priority?: number | undefined }
    | undefined
}

/** What all jobs of one output are submitted with, whatever that is. @param whole what is kept */
export const singleTask = (
  { Input, UserData, ScheduleConfig }: Asked,
  whole: JsonObject,
  pipeline: Pipeline | undefined,
): Omit<Submission, 'dialect' | 'outputs'> => ({
  request: whole,
  source: { from: 'object', ...toObject(Input, 'Input') },
  priority: taskPriority(ScheduleConfig?.Priority, pipeline),
  ...(UserData === undefined ? {} : { userData: UserData }),
  ...(pipeline === undefined ? {} : { pipeline: pipeline.id }),
})

/** Beside the request, the template's parameters with what overwrites some of them. */
export const keep = (whole: JsonObject, effective: object): JsonObject => ({
  ...whole,
  Effective: effective as JsonObject,
})

const OWN: readonly string[] = [SNAPSHOTS_DIALECT, ANIMATIONS_DIALECT, MEDIA_INFO_DIALECT]
/** What this service keeps with a job; nothing of those of other APIs. */
export const keptOf = ({ dialect, request }: Task): JsonObject =>
  OWN.includes(dialect) ? (request as JsonObject) : {}

/** A job, and the output it is about. */
export interface SingleJob {
  readonly task: Task
  readonly output: Output
}

/** The service has no state for work that has begun. */
const STATUS = {
  queued: 'Init',
  running: 'Init',
  succeeded: 'Success',
  'partly-failed': 'Fail',
  failed: 'Fail',
  cancelled: 'Fail',
} as const satisfies Record<TaskStatus, string>
export const singleStatuses = (status: string): readonly TaskStatus[] => statusesBehind(STATUS, status)

const placeOf = (Media: string) => ({ Type: 'OSS' as const, Media })

/** What a list shows. @param key of the output, in the service's words for the numbers in it */
export const listedSingle = ({ task, output }: SingleJob, key: string) => {
  const { Name } = keptOf(task)
  return {
    JobId: task.id,
    ...(typeof Name === 'string' ? { Name } : {}),
    Status: STATUS[taskStatus([output])],
    ...(output.template === undefined ? {} : { TemplateId: output.template }),
    ...(task.pipeline === undefined ? {} : { PipelineId: task.pipeline }),
    TriggerSource: 'API' as const,
    ...jobTimes(task),
    SubmitTime: spellTime(task.createdAt),
    ModifiedTime: spellTime(task.finishedAt ?? task.startedAt ?? task.createdAt),
    ...(task.source.from === 'object' ? { Input: placeOf(spellObject(task.source)) } : {}),
    Output: placeOf(spellObject({ bucket: output.destination.bucket, key })),
  }
}

/** Everything that is told of a job. */
export const wholeSingle = (job: SingleJob, key: string) => {
  const { task, output } = job
  const { Effective } = keptOf(task)
  const { Input, Output: place, ...head } = listedSingle(job, key)
  const file = (Bucket: string, object: string) => ({ OssFile: { Bucket, Object: object } })
  return {
    ...head,
    ...(Effective === undefined ? {} : { TemplateConfig: JSON.stringify(Effective) }),
    ...(Input && task.source.from === 'object'
      ? { Input: { ...Input, ...file(task.source.bucket, task.source.key) } }
      : {}),
    Output: { ...place, ...file(output.destination.bucket, key) },
    ...firstFailure(task),
    ...(task.userData === undefined ? {} : { UserData: task.userData }),
  }
}
