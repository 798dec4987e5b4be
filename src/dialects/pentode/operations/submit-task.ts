import { DomainError } from '../../../domain/problem.ts'
import type { Task } from '../../../domain/task.ts'
import { operation } from '../../../wire/operation.ts'
import { readSubmission, repeatedTask } from '../mapping/submission.ts'
import { fromTask } from '../mapping/task.ts'
import { BASE, docs } from '../paths.ts'
import { jsonReply } from '../render.ts'
import { SubmissionJson } from '../schemas/submission.ts'
import { TaskOut } from '../schemas/task.ts'

export const submitTask = operation({
  name: 'submitTask',
  summary: 'Submit a task',
  docs: docs('submitTask'),
  route: { by: 'path', method: 'POST', path: `${BASE}/tasks` },
  request: SubmissionJson,
  response: TaskOut,
  status: 201,
  handle: async (request, call) => {
    const answer = (status: number, task: Task) =>
      jsonReply(status, fromTask(task), call.requestId, { location: `${BASE}/tasks/${task.id}` })
    try {
      const submission = await readSubmission(request, call)
      return answer(201, await call.app.tasks.submit(call.caller.project, submission))
    } catch (error) {
      const earlier = error instanceof DomainError ? await repeatedTask(error.problem, call) : undefined
      if (!earlier) throw error
      return answer(200, earlier)
    }
  },
})
