import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { fromCommand } from '../mapping/shell.ts'
import { isoTime, optionalTime } from '../mapping/time.ts'
import { BASE, docs } from '../paths.ts'
import { TaskIdText } from '../schemas/fields.ts'
import { AttemptList } from '../schemas/plan.ts'

export const getTaskLog = operation({
  name: 'getTaskLog',
  summary: "Get a task's attempts: commands and FFmpeg's words",
  docs: docs('getTaskLog'),
  route: { by: 'path', method: 'GET', path: `${BASE}/tasks/{id}/attempts` },
  request: z.strictObject({ id: honoured(TaskIdText) }),
  response: AttemptList,
  handle: async ({ id }, { app, caller }) => ({
    attempts: (await app.tasks.attempts(caller.project, id)).map((attempt) => ({
      attempt: attempt.fence,
      worker: attempt.worker,
      startedAt: isoTime(attempt.startedAt),
      ...optionalTime('finishedAt', attempt.finishedAt),
      ...(attempt.outcome === undefined ? {} : { outcome: attempt.outcome }),
      commands: attempt.commands.map(fromCommand),
      log: attempt.log,
    })),
  }),
})
