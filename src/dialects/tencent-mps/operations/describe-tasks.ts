import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { describeTaskList } from '../mapping/task-list.ts'
import { choice, optionalBool, optionalInt, optionalText } from '../schema/scalars.ts'
import { docsPage, VERSION } from '../service.ts'

const request = z.strictObject({
  Status: honoured(choice(['WAITING', 'PROCESSING', 'FINISH'])),
  SubTaskHasFailed: honoured(optionalBool()),
  Limit: honoured(optionalInt(1, 100)),
  ScrollToken: honoured(optionalText(64)),
  StartTime: honoured(optionalText(64)),
  EndTime: honoured(optionalText(64)),
})
export type DescribeTasksRequest = z.output<typeof request>

export const describeTasks = operation({
  name: 'DescribeTasks',
  summary: 'Lists the tasks of the last 3 days that are in one state, newest first.',
  docs: docsPage('33643'),
  route: { by: 'action', action: 'DescribeTasks', version: VERSION },
  request,
  response: z.strictObject({
    TaskSet: z.array(
      z.strictObject({
        TaskId: z.string(),
        TaskType: z.enum(['WorkflowTask', 'EditMediaTask']),
        CreateTime: z.string(),
        BeginProcessTime: z.string(),
        FinishTime: z.string(),
        SubTaskTypes: z.array(z.string()),
      }),
    ),
    ScrollToken: z.string(),
    TotalCount: z.int(),
  }),
  limit: { count: 100, perSeconds: 1 },
  handle: (asked, { app, caller }) => describeTaskList(asked, app, caller),
})
