import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Callback } from '../../domain/callback.ts'
import type { AccessKeyId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/units.ts'
import { callbackUrl } from '../callback-url.ts'
import type { NotifyMessage } from '../dialect.ts'
import { honoured, refused } from '../fields.ts'
import { optionalChoice, optionalText } from './scalars.ts'

const NO_QUEUES = 'there are no message queues here; set CallbackType to HTTP'
export const MAX_CALLBACK_URL = 256

/** How both services are told whom to tell of what happens in a project. */
export const callbackFields = {
  CallbackType: honoured(optionalChoice(['HTTP'], { MNS: NO_QUEUES })),
  CallbackURL: honoured(callbackUrl(MAX_CALLBACK_URL)),
  EventTypeList: honoured(optionalText(4096)),
  AuthSwitch: honoured(optionalChoice(['on', 'off'])),
  AuthKey: honoured(optionalText(32)),
}
export const refusedQueue = () => refused(NO_QUEUES)

/** @throws z.ZodError for a signature without a key */
export const withAuthKey = (
  asked: { readonly AuthSwitch?: string | undefined; readonly AuthKey?: string | undefined },
  context: z.RefinementCtx,
): void => {
  if (asked.AuthSwitch === 'on' && asked.AuthKey === undefined)
    context.addIssue({
      ...{ code: 'custom', path: ['AuthKey'], message: 'absent' },
      params: { problem: 'missing-parameter' },
    })
}

type Fields = { readonly [K in keyof typeof callbackFields]?: z.output<(typeof callbackFields)[K]> }

const kept = z.object({ events: z.string(), signed: z.boolean() })
/** Every event there is. */
export const ALL_EVENTS = 'ALL'

/** No event is told of when none is named. */
export const toCallback = (
  { CallbackURL: url = '', EventTypeList: events = '', AuthSwitch, AuthKey }: Fields,
  dialect: string,
  key: AccessKeyId,
): Callback => ({
  ...{ dialect, url, key, params: { events, signed: AuthSwitch === 'on' } },
  ...(AuthKey === undefined ? {} : { secret: AuthKey }),
})

/** What was set, in the words it was set with. */
export const describeCallback = (callback: Callback) => {
  const { events, signed } = keptOf(callback)
  return {
    ...{ CallbackType: 'HTTP' as const, CallbackURL: callback.url, EventTypeList: events },
    AuthSwitch: signed ? ('on' as const) : ('off' as const),
    ...(callback.secret === undefined ? {} : { AuthKey: callback.secret }),
  }
}

const keptOf = ({ params }: Callback): z.output<typeof kept> =>
  kept.safeParse(params).data ?? { events: ALL_EVENTS, signed: false }

export const wantsEvent = (callback: Callback, event: string): boolean => {
  const named = keptOf(callback)
    .events.split(',')
    .map((name) => name.trim())
  return named.includes(event) || named.includes(ALL_EVENTS)
}

/**
 * The message of an event. With the switch on it is signed: MD5 of the address as it was given, the time and the key.
 * https://www.alibabacloud.com/help/en/ims/user-guide/callback-authentication
 */
export const eventMessage = (
  callback: Callback,
  now: Instant,
  service: 'VOD' | 'ICE',
  body: object,
): NotifyMessage => {
  const time = String(Math.floor(now / 1000))
  const signature = (): string =>
    createHash('md5').update(`${callback.url}|${time}|${callback.secret}`).digest('hex')
  return {
    headers: {
      'content-type': 'application/json',
      ...(keptOf(callback).signed
        ? { [`X-${service}-TIMESTAMP`]: time, [`X-${service}-SIGNATURE`]: signature() }
        : {}),
    },
    body: JSON.stringify(body),
  }
}
