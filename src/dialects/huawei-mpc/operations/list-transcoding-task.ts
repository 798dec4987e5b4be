import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { WIRE_STATUSES } from '../mapping/states.ts'
import { listTranscodings } from '../mapping/task-list.ts'
import { int, optionalChoice, optionalInt, optionalText, queryList } from '../schema/scalars.ts'
import { transcodingTask } from '../schema/transcoding-task.ts'
import { BASE, docsPage, GENERAL_LIMIT } from '../service.ts'

const request = z.strictObject({
  project_id: honoured(z.string()),
  task_id: honoured(queryList(int(0), 10)),
  status: honoured(optionalChoice(WIRE_STATUSES)),
  start_time: honoured(optionalText(14)),
  end_time: honoured(optionalText(14)),
  page: honoured(optionalInt(0, 50_000)),
  size: honoured(optionalInt(1, 100)),
})
export type ListTranscodingRequest = z.output<typeof request>

export const listTranscodingTask = operation({
  name: 'listTranscodingTask',
  summary:
    'The tasks with the given ids, or a page of all, newest first. With task_id, the times and the page are not looked at. An id without a task is shown with the status NO_TASK. Output sizes are in kB (1000 bytes), as the service gives them; the input’s is in bytes.',
  docs: docsPage('mpc_04_0019'),
  route: { by: 'path', method: 'GET', path: `${BASE}/transcodings` },
  request,
  response: z.strictObject({
    task_array: z.array(transcodingTask),
    is_truncated: z.union([z.literal(0), z.literal(1)]),
    total: z.int(),
  }),
  limit: GENERAL_LIMIT,
  handle: (asked, { app, caller }) => listTranscodings(asked, app, caller),
})
