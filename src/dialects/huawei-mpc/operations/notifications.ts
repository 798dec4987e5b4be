import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { EVENT_NAMES, EVENTS } from '../mapping/notifications.ts'
import { isOn, JSON_ONLY, notificationsAnswer, notificationsRequest, OFF } from '../schema/notification.ts'
import { BASE, DIALECT, docsPage, GENERAL_LIMIT } from '../service.ts'

const PATH = `${BASE}/notification`
const project = z.strictObject({ project_id: honoured(z.string()) })

const set = operation({
  name: 'notifySmnTopicConfig',
  summary:
    'Says where events are told; those that are not named stay as they are. There are no topics here: topic is an http or https address, to which the message goes as the service’s topics send it, without their signature and their handshake. One that is not taken is sent again, with growing pauses, for a day; it may come twice. Addresses that are not on the public internet must be allowed by PENTODE_EGRESS_ALLOW.',
  docs: docsPage('NotifySmnTopicConfig'),
  route: { by: 'path', method: 'PUT', path: PATH },
  request: notificationsRequest,
  response: z.undefined(),
  status: 204,
  limit: GENERAL_LIMIT,
  handle: async ({ notifications }, { app, caller }) => {
    for (const { event_name, topic, ...asked } of notifications) {
      const on = isOn(asked) && topic !== undefined
      const callback = on ? { dialect: DIALECT, url: topic, key: caller.key } : undefined
      await app.callbacks.set(caller.project, [EVENTS[event_name].dialect], callback)
    }
    return undefined
  },
})

const list = operation({
  name: 'listNotifySmnTopicConfig',
  summary: 'Where events are told.',
  docs: docsPage('ListNotifySmnTopicConfig'),
  route: { by: 'path', method: 'GET', path: PATH },
  request: project,
  response: notificationsAnswer,
  limit: GENERAL_LIMIT,
  handle: async (_asked, { app, caller }) => {
    const notifications = await Promise.all(
      EVENT_NAMES.map(async (event_name) => {
        const callback = await app.callbacks.get(caller.project, EVENTS[event_name].dialect)
        return callback
          ? { event_name, status: 'on' as const, topic: callback.url, msg_type: JSON_ONLY }
          : { event_name, status: 'off' as const, msg_type: OFF }
      }),
    )
    return { notifications, total: notifications.length }
  },
})

const events = operation({
  name: 'listNotifyEvent',
  summary: 'The events that can be told.',
  docs: docsPage('ListNotifyEvent'),
  route: { by: 'path', method: 'GET', path: `${PATH}/event` },
  request: project,
  response: z.strictObject({ event_name: z.array(z.enum(EVENT_NAMES)), total: z.int() }),
  limit: GENERAL_LIMIT,
  handle: async () => ({ event_name: EVENT_NAMES, total: EVENT_NAMES.length }),
})

export const notifications: readonly AnyOperation[] = [set, list, events]
