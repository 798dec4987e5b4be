import { z } from 'zod'
import { isTerminal, taskStatus } from '../../../domain/task.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { eventReply, resumeAfter } from '../http/event-reply.ts'
import { BASE, docs } from '../paths.ts'
import { TaskIdText, wholeNumber } from '../schemas/fields.ts'

export const streamTaskEvents = operation({
  name: 'streamTaskEvents',
  summary: 'Follow a task from its submission to its end',
  docs: docs('streamTaskEvents'),
  route: { by: 'path', method: 'GET', path: `${BASE}/tasks/{id}/events` },
  request: z.strictObject({
    id: honoured(TaskIdText),
    after: honoured(
      wholeNumber(0, 1e15).exactOptional().describe('Starts after this event. Absent: with the first one.'),
    ),
  }),
  response: z.void(),
  produces: 'text/event-stream',
  handle: async ({ id, after }, call) => {
    const { project } = call.caller
    const { id: task } = await call.app.tasks.get(project, id)
    const from = resumeAfter(call.raw, after)
    // Read from the start in any case: the end of a task that is already over must be met, also by who has seen it.
    return eventReply(
      call,
      { project, task, after: 0 },
      {
        ...(from === undefined ? {} : { skipTo: from }),
        // A retried task finishes more than once; only the finish that still stands is the last.
        isLast: async ({ what, at }) => {
          if (what.type !== 'task.finished') return false
          const { outputs, finishedAt } = await call.app.tasks.get(project, task)
          return isTerminal(taskStatus(outputs)) && at >= (finishedAt ?? at)
        },
      },
    )
  },
})
