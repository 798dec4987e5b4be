import { z } from 'zod'
import { isTaskId } from '../../../domain/ids.ts'
import { text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { errors, notFound } from '../errors.ts'
import { wholeJobOf } from '../mapping/job.ts'
import { createSubmittedReader } from '../mapping/submitted.ts'
import { wholeJob } from '../schema/job.ts'
import { docsPage, route } from '../service.ts'

const readSubmitted = createSubmittedReader()

export const getMediaConvertJob = operation({
  name: 'GetMediaConvertJob',
  summary:
    'The state and the results of a job. What was not measured is absent: codec tags, time bases, sample formats, counts of B-frames; so are MediaId and Region, of which there are none here.',
  docs: docsPage('GetMediaConvertJob'),
  route: route('GetMediaConvertJob'),
  request: z.strictObject({ JobId: honoured(text(256)) }),
  response: z.strictObject({ Job: wholeJob }),
  errors: {
    'task-not-found': {
      ...errors['task-not-found'],
      message: 'The resource operated "JobId" cannot be found.',
    },
  },
  handle: async ({ JobId }, { app, caller }) => {
    if (!isTaskId(JobId)) throw notFound('JobId')
    const task = await app.tasks.get(caller.project, JobId)
    return { Job: wholeJobOf(task, readSubmitted(task)) }
  },
})
