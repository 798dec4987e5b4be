import type { Notice } from '../../../domain/callback.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { isTerminal, type Task, taskStatus } from '../../../domain/task.ts'
import type { Instant } from '../../../domain/units.ts'
import type { NotifyMessage } from '../../../wire/dialect.ts'
import { ANIMATION_DIALECT, DIALECT, REMUX_DIALECT, THUMBNAIL_DIALECT } from '../service.ts'
import { describeEnd } from './task.ts'
import { spellTime } from './times.ts'

/** The events that are told of, whose tasks they are about, and where their message tells of those. */
export const EVENTS = {
  TranscodeComplete: { dialect: DIALECT, member: 'transcode_info' },
  ThumbnailComplete: { dialect: THUMBNAIL_DIALECT, member: 'thumbnail_info' },
  RemuxComplete: { dialect: REMUX_DIALECT, member: 'remux_info' },
  AnimatedGraphicsComplete: { dialect: ANIMATION_DIALECT, member: 'animated_graphics_info' },
} as const
export type EventName = keyof typeof EVENTS
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[]

/** A place as it was asked for; tasks of these families are all kept with theirs. */
const placeOf = (request: Task['request'], name: 'input' | 'output') => {
  const place = (request as JsonObject)[name]
  return place === undefined ? {} : { [name]: place }
}

/** What is said of a task that is over. The state has words of its own here. */
const describe = (task: Task) => ({
  task_id: String(task.serial),
  status: taskStatus(task.outputs) === 'succeeded' ? 'SUCCEED' : 'FAILED',
  create_time: spellTime(task.createdAt),
  ...(task.startedAt === undefined ? {} : { start_time: spellTime(task.startedAt) }),
  ...(task.finishedAt === undefined ? {} : { end_time: spellTime(task.finishedAt) }),
  ...placeOf(task.request, 'input'),
  ...placeOf(task.request, 'output'),
  ...(task.userData === undefined ? {} : { user_data: task.userData }),
  ...describeEnd(task),
})

/**
 * The message of a task that is over, wrapped as the service's message service does it, but for its signature: the address
 * stands for the topic. https://support.huaweicloud.com/intl/en-us/usermanual-mpc/mpc_01_0019.html
 */
export const notificationOf = (
  { id, cause, callback }: Notice,
  task: Task,
  now: Instant,
): NotifyMessage | undefined => {
  const name = EVENT_NAMES.find((event) => EVENTS[event].dialect === task.dialect)
  if (cause.type !== 'task.finished' || !name || !isTerminal(taskStatus(task.outputs))) return undefined
  const message = { event_type: name, [EVENTS[name].member]: describe(task) }
  return {
    headers: { 'content-type': 'application/json', 'x-smn-message-type': 'Notification' },
    body: JSON.stringify({
      ...{ type: 'Notification', topic_urn: callback.url, message_id: String(id), subject: name },
      ...{ message: JSON.stringify(message), timestamp: new Date(now).toISOString() },
    }),
  }
}
