import type { z } from 'zod'
import type { Submission } from '../../../app/submit-task.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Pipeline } from '../../../domain/pipeline.ts'
import type { Task } from '../../../domain/task.ts'
import { errors } from '../errors.ts'
import type { mediaInfoJob, SubmitMediaInfoRequest } from '../schema/media-info-job.ts'
import { MEDIA_INFO_DIALECT } from '../service.ts'
import { describeFile } from './file-meta.ts'
import { toObject } from './locations.ts'
import { wirePriority } from './pipelines.ts'
import { keptOf, listedSingle, type SingleJob, singleTask } from './single-job.ts'

/** A request to look at a file as a task to be. @param sync its caller waits for the end @throws DomainError invalid-parameter */
export const toMediaInfoTask = (
  asked: SubmitMediaInfoRequest,
  whole: JsonObject,
  sync: boolean,
  pipeline: Pipeline | undefined,
): Submission => ({
  ...singleTask(asked, { ...whole, Sync: sync }, pipeline),
  dialect: MEDIA_INFO_DIALECT,
  outputs: [{ name: 'media', spec: { kind: 'probe' }, destination: toObject(asked.Input, 'Input') }],
})

/** What a task of any API was asked of its source; undefined when it was not. */
export const mediaInfoOf = (task: Task): SingleJob | undefined => {
  const output = task.outputs.find(({ spec }) => spec.kind === 'probe')
  return output && { task, output }
}

export const describeMediaInfo = (job: SingleJob): z.input<typeof mediaInfoJob> => {
  const { task, output } = job
  const { source } = task
  const { RequestId, Sync } = keptOf(task)
  const { Input, Name, PipelineId, SubmitTime, FinishTime, ...head } = listedSingle(job, '')
  const media = output.state.status === 'succeeded' ? output.state.result.media : undefined
  const problem = task.problem ?? (output.state.status === 'failed' ? output.state.problem : undefined)
  return {
    ...{ JobId: head.JobId, Status: head.Status, Async: Sync !== true, TriggerSource: head.TriggerSource },
    ...(Name === undefined ? {} : { Name }),
    ...(Input === undefined ? {} : { Input }),
    ...(media && source.from === 'object'
      ? { MediaInfoProperty: describeFile(media, source, media.size, media.bitrate, 'source_file') }
      : {}),
    ScheduleConfig: {
      ...(PipelineId === undefined ? {} : { PipelineId }),
      Priority: wirePriority(task.priority),
    },
    ...(problem ? { SubmitResultJson: { Code: errors[problem.code].code, Message: problem.message } } : {}),
    ...{ SubmitTime, ...(FinishTime === undefined ? {} : { FinishTime }) },
    ...(typeof RequestId === 'string' ? { RequestId } : {}),
    ...(task.userData === undefined ? {} : { UserData: task.userData }),
  }
}
