import { z } from 'zod'
import { optionalChoice } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { jobHead, jobTimes } from '../mapping/job.ts'
import { jobPaging, pageOfJobs } from '../mapping/job-pages.ts'
import { type JobState, statusesOf } from '../mapping/states.ts'
import { createSubmittedReader } from '../mapping/submitted.ts'
import { listedJob } from '../schema/job.ts'
import { docsPage, route } from '../service.ts'

const readSubmitted = createSubmittedReader()

export const listMediaConvertJobs = operation({
  name: 'ListMediaConvertJobs',
  summary: 'Lists jobs, newest first. The Status Success of the documentation’s example stands for Complete.',
  docs: docsPage('ListMediaConvertJobs'),
  route: route('ListMediaConvertJobs'),
  request: z.strictObject({
    ...jobPaging,
    Status: honoured(optionalChoice(['Inited', 'Running', 'Complete', 'Error', 'Cancelled', 'Success'])),
  }),
  response: z.strictObject({ Jobs: z.array(listedJob), NextPageToken: z.string() }),
  handle: async ({ Status, ...asked }, call) => {
    const state = Status === 'Success' ? 'Complete' : (Status satisfies JobState | undefined)
    const statuses = state && statusesOf(state)
    const { tasks, NextPageToken } = await pageOfJobs(asked, { statuses }, call)
    return {
      NextPageToken,
      Jobs: tasks.map((task) => ({ ...jobHead(task, readSubmitted(task)), ...jobTimes(task) })),
    }
  },
})
