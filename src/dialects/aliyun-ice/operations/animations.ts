import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { animationOf, listedAnimation, toAnimationTask, wholeAnimation } from '../mapping/animation-job.ts'
import { pageOfJobs } from '../mapping/job-pages.ts'
import { findPipeline } from '../mapping/pipelines.ts'
import { singleStatuses } from '../mapping/single-job.ts'
import { findAnimationTemplate } from '../mapping/templates.ts'
import { animationJob, listedAnimationJob, submitAnimationRequest } from '../schema/animation.ts'
import { ANIMATIONS_DIALECT, docsPage, route } from '../service.ts'
import { mustFindJob, singlePaging } from './single-jobs.ts'

const submit = operation({
  name: 'SubmitDynamicImageJob',
  summary:
    'Makes a moving picture of a video, or of its TimeSpan: GIF or WebP of 10 frames a second unless Fps says more. Width and Height are its long and its short side unless LongShortMode is false; it keeps its shape. End is a point of the video.',
  docs: docsPage('SubmitDynamicImageJob'),
  route: route('SubmitDynamicImageJob'),
  request: submitAnimationRequest,
  response: z.strictObject({ JobId: z.string() }),
  handle: async (asked, { app, caller, params }) => {
    const pipeline = await findPipeline(app, caller, asked.ScheduleConfig?.PipelineId)
    const template = await findAnimationTemplate(app, caller, asked.TemplateConfig.TemplateId)
    const submission = toAnimationTask(asked, params as JsonObject, template, pipeline)
    return { JobId: (await app.tasks.submit(caller.project, submission)).id }
  },
})

const get = operation({
  name: 'GetDynamicImageJob',
  summary: 'The state of a job that makes a moving picture, and the address of what it made.',
  docs: docsPage('GetDynamicImageJob'),
  route: route('GetDynamicImageJob'),
  request: z.strictObject({ JobId: honoured(text(256)) }),
  response: z.strictObject({ DynamicImageJob: animationJob }),
  handle: async ({ JobId }, call) => {
    const job = await mustFindJob(call.app, call.caller, JobId, animationOf)
    return { DynamicImageJob: wholeAnimation(job, await urlsFor(call)) }
  },
})

const list = operation({
  name: 'ListDynamicImageJobs',
  summary: 'Lists the jobs of SubmitDynamicImageJob, newest first.',
  docs: docsPage('ListDynamicImageJobs'),
  route: route('ListDynamicImageJobs'),
  request: z.strictObject(singlePaging),
  response: z.strictObject({ Jobs: z.array(listedAnimationJob), NextPageToken: z.string() }),
  handle: async ({ Status, ...asked }, call) => {
    const family = { dialect: ANIMATIONS_DIALECT, statuses: Status && singleStatuses(Status) }
    const { tasks, NextPageToken } = await pageOfJobs(asked, family, call)
    return { NextPageToken, Jobs: tasks.flatMap((task) => animationOf(task) ?? []).map(listedAnimation) }
  },
})

export const animations: readonly AnyOperation[] = [submit, get, list]
