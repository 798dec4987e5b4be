import { z } from 'zod'
import {
  callbackFields,
  describeCallback,
  refusedQueue,
  toCallback,
  withAuthKey,
} from '../../../wire/aliyun/event-callback.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { notFound } from '../errors.ts'
import { EVENTS } from '../mapping/events.ts'
import { DIALECT, docsPage, route, SNAPSHOTS_DIALECT } from '../service.ts'

const set = operation({
  name: 'SetEventCallback',
  summary: `Has the events of the EventTypeList told to an address: ${EVENTS.join(', ')} happen here. The MessageBody is the job as GetMediaConvertJob or GetSnapshotJob show it, or one of its OutputGroupDetails or OutputDetails; there is no UserId. A message that is not taken is sent again, with growing pauses, for a day; it may come twice. Without events nobody is told. Addresses that are not on the public internet must be allowed by PENTODE_EGRESS_ALLOW.`,
  docs: docsPage('SetEventCallback'),
  route: route('SetEventCallback'),
  request: z.strictObject({ ...callbackFields, CallbackQueueName: refusedQueue() }).superRefine(withAuthKey),
  response: z.strictObject({ Success: z.literal(true) }),
  handle: async (asked, { app, caller }) => {
    const callback = toCallback(asked, DIALECT, caller.key)
    await app.callbacks.set(caller.project, [DIALECT, SNAPSHOTS_DIALECT], callback)
    return { Success: true as const }
  },
})

const get = operation({
  name: 'GetEventCallback',
  summary: 'Whom events are told to. Refused when nobody is.',
  docs: docsPage('GetEventCallback'),
  route: route('GetEventCallback'),
  request: z.strictObject({}),
  response: z.strictObject({
    ...{ CallbackType: z.literal('HTTP'), CallbackURL: z.string(), EventTypeList: z.string() },
    ...{ AuthSwitch: z.enum(['on', 'off']), AuthKey: z.string().optional() },
  }),
  handle: async (_asked, { app, caller }) => {
    const callback = await app.callbacks.get(caller.project, DIALECT)
    if (!callback) throw notFound('EventCallback')
    return describeCallback(callback)
  },
})

export const eventCallback: readonly AnyOperation[] = [set, get]
