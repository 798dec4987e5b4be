import { z } from 'zod'
import type { App, Caller } from '../../../app/app.ts'
import { isTaskId } from '../../../domain/ids.ts'
import { fail } from '../../../domain/problem.ts'
import type { Output, Task } from '../../../domain/task.ts'
import { optionalText } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'
import { urlsFor } from '../../../wire/object-url.ts'
import { operation } from '../../../wire/operation.ts'
import { taskIfThere } from '../../../wire/task-if-there.ts'
import { noSuch } from '../errors.ts'
import { candidatesOf } from '../mapping/job-id.ts'
import { describeJob, jobsOf, wholeTask } from '../mapping/task.ts'
import { job, wholeTask as wholeTaskAnswer } from '../schema/answers.ts'
import { optionalCommaList } from '../schema/lists.ts'
import { docsPage, route } from '../service.ts'

const MAX_JOBS = 10

export const getTranscodeTask = operation({
  name: 'GetTranscodeTask',
  summary:
    'A transcoding task with its jobs, or up to 10 jobs by their JobIds; TranscodeTaskId wins. Of a task that came in through another API what this one has no words for is absent. URLs open for whoever has them. Jobs of this API are not encrypted: Encryption is told of those of others.',
  docs: docsPage('GetTranscodeTask'),
  route: route('GetTranscodeTask'),
  request: z.strictObject({
    TranscodeTaskId: honoured(optionalText(64)),
    JobIds: honoured(optionalCommaList(MAX_JOBS)),
  }),
  response: z.strictObject({
    TranscodeTask: wholeTaskAnswer.optional(),
    TranscodeJobInfoList: z.array(job).optional(),
    NonExistJobIds: z.array(z.string()).optional(),
  }),
  handle: async ({ TranscodeTaskId, JobIds }, call) => {
    const { app, caller } = call
    if (TranscodeTaskId !== undefined) {
      const task = isTaskId(TranscodeTaskId)
        ? await taskIfThere(app.tasks.get(caller.project, TranscodeTaskId))
        : undefined
      // An upload that nothing is made of is no transcoding task.
      if (!task || jobsOf(task).length === 0) throw noSuch('TranscodeTaskId')
      return { TranscodeTask: wholeTask(task, await urlsFor(call)) }
    }
    if (JobIds === undefined) throw fail('missing-parameter', 'absent', { path: 'TranscodeTaskId' })
    const wanted = [...new Set(JobIds)]
    const urlOf = await urlsFor(call)
    const found = await Promise.all(wanted.map(async (id) => ({ id, at: await findJob(app, caller, id) })))
    return {
      TranscodeJobInfoList: found.flatMap(({ at }) => (at ? [describeJob(at.task, at.output, urlOf)] : [])),
      NonExistJobIds: found.flatMap(({ id, at }) => (at ? [] : [id])),
    }
  },
})

const findJob = async (
  app: App,
  caller: Caller,
  jobId: string,
): Promise<{ task: Task; output: Output } | undefined> => {
  for (const { task: id, index } of candidatesOf(jobId)) {
    const task = await taskIfThere(app.tasks.get(caller.project, id))
    const output = task && jobsOf(task).find((each) => each.index === index)
    if (task && output) return { task, output }
  }
  return undefined
}
