import { z } from 'zod'
import { fail } from '../../../domain/problem.ts'
import { instant } from '../../../domain/units.ts'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { statusesOf } from '../../../wire/tencent/states.ts'
import { windowStart } from '../../../wire/tencent/window.ts'
import { spellTaskId } from '../mapping/task-id.ts'
import { kindOf } from '../mapping/task-kind.ts'
import { unixTime } from '../mapping/times.ts'
import { optionalInt, optionalText } from '../schema/scalars.ts'
import { docsPage, LIMIT, VERSION } from '../service.ts'

/** Any case; clients of the first years write FINISHED. */
const status = z.preprocess(
  (value) => (typeof value === 'string' ? value.toUpperCase().replace(/^FINISHED$/, 'FINISH') : value),
  z.enum(['WAITING', 'PROCESSING', 'FINISH']),
)
const UNIX = 99_999_999_999
const DEFAULT_COUNT = 10

export const getTaskList = operation({
  name: 'GetTaskList',
  summary: 'Lists the tasks of the last 72 hours that are in one state, newest first.',
  docs: docsPage(11722),
  route: { by: 'action', action: 'GetTaskList', version: VERSION },
  request: z.strictObject({
    status: honoured(status),
    fileId: honoured(optionalText(64)),
    maxCount: honoured(optionalInt(10, 100)),
    next: honoured(optionalText(64)),
    startTime: honoured(optionalInt(0, UNIX)),
    endTime: honoured(optionalInt(0, UNIX)),
  }),
  response: z.strictObject({
    data: z.strictObject({
      status: z.enum(['WAITING', 'PROCESSING', 'FINISH']),
      next: z.string(),
      taskList: z.array(
        z.strictObject({
          vodTaskId: z.string(),
          type: z.string(),
          createTime: z.int(),
          beginProcessTime: z.int(),
          finishTime: z.int(),
        }),
      ),
    }),
  }),
  limit: LIMIT,
  errors: { internal: { status: 200, code: '10027' } },
  handle: async (asked, { app, caller }) => {
    const { maxCount: count = DEFAULT_COUNT, startTime = 0, endTime } = asked
    const after = serialOf(asked.next)
    const { project } = caller
    // One row more than asked for tells whether there is another page.
    const rows = await app.tasks.list({
      project,
      statuses: statusesOf(asked.status),
      createdFrom: instant(Math.max(windowStart(), startTime * 1000)),
      ...(endTime === undefined ? {} : { createdTo: instant(endTime * 1000) }),
      ...(asked.fileId === undefined ? {} : { asset: (await app.assets.get(project, asked.fileId)).id }),
      ...(after === undefined ? {} : { after }),
      limit: count + 1,
    })
    const page = rows.slice(0, count)
    return {
      data: {
        status: asked.status,
        next: rows.length > count ? String(page.at(-1)?.serial ?? '') : '',
        taskList: page.map((task) => {
          const kind = kindOf(task)
          return {
            vodTaskId: spellTaskId(kind, task.id),
            type: kind,
            createTime: unixTime(task.createdAt),
            beginProcessTime: unixTime(task.startedAt),
            finishTime: unixTime(task.finishedAt),
          }
        }),
      },
    }
  },
})

/** The serial number of the last row of the page before. */
const serialOf = (next: string | undefined): number | undefined => {
  if (next === undefined) return undefined
  if (!/^\d{1,15}$/.test(next))
    throw fail('value-out-of-range', 'Wrong value of the parameter "next": the one of an earlier answer.', {
      path: 'next',
    })
  return Number(next)
}
