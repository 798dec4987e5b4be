import { z } from 'zod'
import {
  callbackFields,
  describeCallback,
  refusedQueue,
  toCallback,
  withAuthKey,
} from '../../../wire/aliyun/event-callback.ts'
import { optionalText } from '../../../wire/aliyun/scalars.ts'
import { ignored } from '../../../wire/fields.ts'
import { type AnyOperation, operation } from '../../../wire/operation.ts'
import { noSuch } from '../errors.ts'
import { ANIMATIONS_DIALECT, APP_ID, DIALECT, docsPage, route, SNAPSHOTS_DIALECT } from '../service.ts'

/** All tasks of this service are told of at one address. */
const FAMILIES = [DIALECT, SNAPSHOTS_DIALECT, ANIMATIONS_DIALECT]
const AppId = () => ignored(optionalText(64), 'a project is one application')

const set = operation({
  name: 'SetMessageCallback',
  summary:
    'Has the events of the EventTypeList told to an address: StreamTranscodeComplete, TranscodeComplete, SnapshotComplete and UploadByURLComplete happen here. A message that is not taken is sent again, with growing pauses, for a day; it may come twice. Addresses that are not on the public internet must be allowed by PENTODE_EGRESS_ALLOW.',
  docs: docsPage('SetMessageCallback'),
  route: route('SetMessageCallback'),
  request: z
    .strictObject({
      ...callbackFields,
      MnsEndpoint: refusedQueue(),
      MnsQueueName: refusedQueue(),
      AppId: AppId(),
    })
    .superRefine(withAuthKey),
  response: z.strictObject({}),
  handle: async (asked, { app, caller }) => {
    await app.callbacks.set(caller.project, FAMILIES, toCallback(asked, DIALECT, caller.key))
    return {}
  },
})

const get = operation({
  name: 'GetMessageCallback',
  summary: 'Whom events are told to. Refused when nobody is.',
  docs: docsPage('GetMessageCallback'),
  route: route('GetMessageCallback'),
  request: z.strictObject({ AppId: AppId() }),
  response: z.strictObject({
    MessageCallback: z.strictObject({
      ...{ CallbackType: z.literal('HTTP'), CallbackURL: z.string(), EventTypeList: z.string() },
      ...{ AuthSwitch: z.enum(['on', 'off']), AuthKey: z.string().optional(), AppId: z.string() },
    }),
  }),
  handle: async (_asked, { app, caller }) => {
    const callback = await app.callbacks.get(caller.project, DIALECT)
    if (!callback) throw noSuch('MessageCallback')
    return { MessageCallback: { ...describeCallback(callback), AppId: APP_ID } }
  },
})

const remove = operation({
  name: 'DeleteMessageCallback',
  summary: 'Nobody is told of events any more, but of those that have happened.',
  docs: docsPage('DeleteMessageCallback'),
  route: route('DeleteMessageCallback'),
  request: z.strictObject({ AppId: AppId() }),
  response: z.strictObject({}),
  handle: async (_asked, { app, caller }) => {
    await app.callbacks.set(caller.project, FAMILIES, undefined)
    return {}
  },
})

export const messageCallback: readonly AnyOperation[] = [set, get, remove]
