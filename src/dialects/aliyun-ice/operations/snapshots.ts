import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { pageOfJobs } from '../mapping/job-pages.ts'
import { findPipeline } from '../mapping/pipelines.ts'
import { singleStatuses } from '../mapping/single-job.ts'
import { listedSnapshots, picturesOf, toSnapshotTask, wholeSnapshots } from '../mapping/snapshot-job.ts'
import { findSnapshotTemplate } from '../mapping/templates.ts'
import {
  listedSnapshotJob,
  snapshotJob,
  snapshotUrls,
  snapshotUrlsRequest,
  submitSnapshotRequest,
} from '../schema/snapshot-job.ts'
import { docsPage, route, SNAPSHOTS_DIALECT } from '../service.ts'
import { mustFindJob, singlePaging } from './single-jobs.ts'

const submit = operation({
  name: 'SubmitSnapshotJob',
  summary:
    'Takes pictures of a video: Normal ones, one every Interval or, without one, spread evenly; Sprite lays them on sheets, beside which lies their index; WebVtt is the index itself, of sheets with IsSptFrag and of single pictures without. With the FrameType intra, the usual one, key frames stand for the moments, and moments that share one share a picture. All pictures are JPEG.',
  docs: docsPage('SubmitSnapshotJob'),
  route: route('SubmitSnapshotJob'),
  request: submitSnapshotRequest,
  response: z.strictObject({ JobId: z.string() }),
  handle: async (asked, { app, caller, params }) => {
    const pipeline = await findPipeline(app, caller, asked.ScheduleConfig?.PipelineId)
    const template = await findSnapshotTemplate(app, caller, asked.TemplateConfig.TemplateId)
    const submission = toSnapshotTask(asked, params as JsonObject, template, pipeline)
    return { JobId: (await app.tasks.submit(caller.project, submission)).id }
  },
})

const get = operation({
  name: 'GetSnapshotJob',
  summary: 'The state of a job that takes pictures, with the parameters in force.',
  docs: docsPage('GetSnapshotJob'),
  route: route('GetSnapshotJob'),
  request: z.strictObject({ JobId: honoured(text(256)) }),
  response: z.strictObject({ SnapshotJob: snapshotJob }),
  handle: async ({ JobId }, { app, caller }) => ({
    SnapshotJob: wholeSnapshots(await mustFindJob(app, caller, JobId, picturesOf)),
  }),
})

const list = operation({
  name: 'ListSnapshotJobs',
  summary: 'Lists the jobs of SubmitSnapshotJob, newest first.',
  docs: docsPage('ListSnapshotJobs'),
  route: route('ListSnapshotJobs'),
  request: z.strictObject(singlePaging),
  response: z.strictObject({ Jobs: z.array(listedSnapshotJob), NextPageToken: z.string() }),
  handle: async ({ Status, ...asked }, call) => {
    const family = { dialect: SNAPSHOTS_DIALECT, statuses: Status && singleStatuses(Status) }
    const { tasks, NextPageToken } = await pageOfJobs(asked, family, call)
    return { NextPageToken, Jobs: tasks.flatMap((task) => picturesOf(task) ?? []).map(listedSnapshots) }
  },
})

const USUAL = { pageSize: 10, seconds: 3600 }

const urls = operation({
  name: 'GetSnapshotUrls',
  summary:
    'The addresses of the pictures or sheets of a job, and of their index. They open for whoever has them, for the Timeout.',
  docs: docsPage('GetSnapshotUrls'),
  route: route('GetSnapshotUrls'),
  request: snapshotUrlsRequest,
  response: snapshotUrls,
  handle: async (asked, call) => {
    const { JobId, PageNumber = 1, PageSize = USUAL.pageSize, OrderBy, Timeout = USUAL.seconds } = asked
    const { output } = await mustFindJob(call.app, call.caller, JobId, picturesOf)
    const files = output.state.status === 'succeeded' ? output.state.result.files : []
    const pictures = files.filter(({ role }) => role === 'picture' || role === 'sheet')
    if (OrderBy === 'Desc') pictures.reverse()
    const [link, first] = [await urlsFor(call), (PageNumber - 1) * PageSize]
    const url = (file: (typeof files)[number]) => link(file, { seconds: Timeout })
    const index = files.find(({ role }) => role === 'vtt')
    return {
      SnapshotUrls: pictures.slice(first, first + PageSize).map(url),
      Total: pictures.length,
      ...(index === undefined ? {} : { WebVTTUrl: url(index) }),
    }
  },
})

export const snapshots: readonly AnyOperation[] = [submit, get, list, urls]
