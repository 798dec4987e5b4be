import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import type { Task } from '../../../domain/task.ts'
import { text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, type Call, operation } from '../../../wire/operation.ts'
import { spellRequestId } from '../../../wire/signing/acs-render.ts'
import { pageOfJobs } from '../mapping/job-pages.ts'
import { describeMediaInfo, mediaInfoOf, toMediaInfoTask } from '../mapping/media-info-job.ts'
import { findPipeline } from '../mapping/pipelines.ts'
import { singleStatuses } from '../mapping/single-job.ts'
import {
  mediaInfoJob,
  type SubmitMediaInfoRequest,
  submitMediaInfoRequest,
} from '../schema/media-info-job.ts'
import { docsPage, MEDIA_INFO_DIALECT, route } from '../service.ts'
import { mustFindJob, singlePaging } from './single-jobs.ts'

const one = z.strictObject({ MediaInfoJob: mediaInfoJob })
/** One of this family. */
const describe = (task: Task) => {
  const job = mediaInfoOf(task)
  if (!job) throw new Error('a job of this family looks at a file')
  return describeMediaInfo(job)
}

const take = async (asked: SubmitMediaInfoRequest, sync: boolean, call: Call): Promise<Task> => {
  const { app, caller, params, requestId } = call
  const pipeline = await findPipeline(app, caller, asked.ScheduleConfig?.PipelineId)
  const whole = { ...(params as JsonObject), RequestId: spellRequestId(requestId) }
  return app.tasks.submit(caller.project, toMediaInfoTask(asked, whole, sync, pipeline))
}

const submit = operation({
  name: 'SubmitMediaInfoJob',
  summary: 'Measures what is in a file: GetMediaInfoJob tells it. Nothing is made of the file.',
  docs: docsPage('SubmitMediaInfoJob'),
  route: route('SubmitMediaInfoJob'),
  request: submitMediaInfoRequest,
  response: one,
  handle: async (asked, call) => ({ MediaInfoJob: describe(await take(asked, false, call)) }),
})

/** How long a caller waits. */
const PATIENCE = 30_000

const submitSync = operation({
  name: 'SubmitSyncMediaInfoJob',
  summary:
    'Measures what is in a file and answers it. The job waits its turn like any other: after 30 s it is answered as it stands, and GetMediaInfoJob tells the rest.',
  docs: docsPage('SubmitSyncMediaInfoJob'),
  route: route('SubmitSyncMediaInfoJob'),
  request: submitMediaInfoRequest,
  response: one,
  handle: async (asked, call) => {
    const { id } = await take(asked, true, call)
    const until = AbortSignal.any([call.signal, AbortSignal.timeout(PATIENCE)])
    return { MediaInfoJob: describe(await call.app.tasks.ended(call.caller.project, id, until)) }
  },
})

const get = operation({
  name: 'GetMediaInfoJob',
  summary:
    'What a job has found in a file. What was not measured is absent, as in GetMediaConvertJob; the reason of a failure is in SubmitResultJson.',
  docs: docsPage('GetMediaInfoJob'),
  route: route('GetMediaInfoJob'),
  request: z.strictObject({ JobId: honoured(text(256)) }),
  response: one,
  handle: async ({ JobId }, { app, caller }) => ({
    MediaInfoJob: describeMediaInfo(await mustFindJob(app, caller, JobId, mediaInfoOf)),
  }),
})

const list = operation({
  name: 'ListMediaInfoJobs',
  summary: 'Lists the jobs that measure files, newest first.',
  docs: docsPage('ListMediaInfoJobs'),
  route: route('ListMediaInfoJobs'),
  request: z.strictObject(singlePaging),
  response: z.strictObject({ Jobs: z.array(mediaInfoJob), NextPageToken: z.string() }),
  handle: async ({ Status, ...asked }, call) => {
    const family = { dialect: MEDIA_INFO_DIALECT, statuses: Status && singleStatuses(Status) }
    const { tasks, NextPageToken } = await pageOfJobs(asked, family, call)
    return { NextPageToken, Jobs: tasks.map(describe) }
  },
})

export const mediaInfo: readonly AnyOperation[] = [submit, submitSync, get, list]
