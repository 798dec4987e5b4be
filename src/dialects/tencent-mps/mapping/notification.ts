import { createHash } from 'node:crypto'
import type { Notice } from '../../../domain/callback.ts'
import { isTerminal, type Task, taskStatus } from '../../../domain/task.ts'
import type { Instant } from '../../../domain/units.ts'
import type { NotifyMessage } from '../../../wire/dialect.ts'
import type { Notification } from '../schema/notification.ts'
import type { Submitted } from './results/common.ts'
import { describeTask } from './task-detail.ts'

/** How long what is sent is good for: https://www.tencentcloud.com/document/product/1041/33679 */
const GOOD_FOR_SECONDS = 600

/**
 * Of a task that is over its detail, in the form that ParseNotification reads. In the mode Change also when one of its
 * sub-tasks is over before it.
 */
export const notificationOf = (
  { cause, callback }: Notice,
  task: Task,
  request: Submitted,
  now: Instant,
): NotifyMessage | undefined => {
  const over = isTerminal(taskStatus(task.outputs))
  const told =
    cause.type === 'task.finished' ? over : !over && (callback.params as { mode?: string })?.mode === 'Change'
  if (!told) return undefined
  const { WorkflowTask, EditMediaTask, SessionId, SessionContext } = describeTask(task, request)
  const Timestamp = Math.floor(now / 1000) + GOOD_FOR_SECONDS
  const message: Notification = {
    EventType: EditMediaTask ? 'EditMediaTask' : 'WorkflowTask',
    WorkflowTaskEvent: WorkflowTask,
    EditMediaTaskEvent: EditMediaTask,
    ScheduleTaskEvent: null,
    ...{ SessionId, SessionContext, Timestamp },
    Sign: callback.secret === undefined ? '' : md5(`${Timestamp}${callback.secret}`),
  }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
