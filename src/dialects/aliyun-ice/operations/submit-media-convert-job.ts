import { z } from 'zod'
import type { JsonObject } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { operation } from '../../../wire/operation.ts'
import { spellRequestId } from '../../../wire/signing/acs-render.ts'
import { jobDetails, jobHead } from '../mapping/job.ts'
import { findPipeline } from '../mapping/pipelines.ts'
import { toSubmission } from '../mapping/submission.ts'
import { createSubmittedReader } from '../mapping/submitted.ts'
import { findTemplates } from '../mapping/templates.ts'
import { submittedJob } from '../schema/job.ts'
import { submitRequest } from '../schema/submit.ts'
import { docsPage, route } from '../service.ts'

const readSubmitted = createSubmittedReader()

export const submitMediaConvertJob = operation({
  name: 'SubmitMediaConvertJob',
  summary:
    'Takes a transcoding job in. A ClientToken used in the last 3 days answers the job it made. Of several priorities in one job the highest counts. Sizes are targets, a smaller source is enlarged unless IsCheckReso; the other checks of TransConfig keep the source’s bitrate, or fail the job, where more is asked for than the source tells that it has; with AdjDarMethod none the picture keeps its shape. An HLS or Dash group is one stream: its playlists and segments are named after OutputFileName, its sounds share one encoding where they stand apart. Sounds and subtitles are tracks of the input: those of their Language, or the default one when there is none in it. The formats gif and webp make an animation of 10 frames a second unless Fps says more; cmaf makes an HLS playlist and a DASH manifest of one set of segments. Several inputs are played one after another in their order, unless the outputs name one of them by InputRef. Pad lays the finished picture on black: width and height are those of the whole, left and top where the picture is. An interlaced source stays so with ScanMode interlaced; a progressive one is always progressive.',
  docs: docsPage('SubmitMediaConvertJob'),
  route: route('SubmitMediaConvertJob'),
  request: submitRequest,
  response: z.strictObject({ Job: submittedJob }),
  handle: async (request, { app, caller, params, requestId }) => {
    const pipeline = await findPipeline(app, caller, request.PipelineId)
    const templates = await findTemplates(app, caller, request)
    const whole = { ...(params as JsonObject), RequestId: spellRequestId(requestId) }
    const submission = toSubmission(request, whole, templates, pipeline)
    let task: Task
    try {
      task = await app.tasks.submit(caller.project, submission)
    } catch (error) {
      // The service answers a repeated token with the job it made.
      const earlier = error instanceof DomainError ? error.problem : undefined
      if (earlier?.code !== 'duplicate-request') throw error
      task = await app.tasks.get(caller.project, String(earlier.detail?.task))
    }
    const submitted = readSubmitted(task)
    return { Job: { ...jobHead(task, submitted), ...jobDetails(task, submitted) } }
  },
})
