import { z } from 'zod'
import { callbackUrlFault } from '../../../domain/callback.ts'
import { honoured } from '../../../wire/fields.ts'
import { EVENT_NAMES } from '../mapping/notifications.ts'
import { choice, optionalChoice, optionalText } from './scalars.ts'

const NO_TEXT = 'messages are JSON: msg_type 2'
export const OFF = 0
export const JSON_ONLY = 2

const onOff = (value: unknown): unknown => (typeof value === 'boolean' ? (value ? 'on' : 'off') : value)

/** https://support.huaweicloud.com/intl/en-us/api-mpc/NotifySmnTopicConfig.html */
const wish = z
  .strictObject({
    event_name: honoured(
      choice(EVENT_NAMES, {
        TranscodeStart: 'only ends are told of',
        ParseComplete: 'what a message of it holds is not documented',
        EditingComplete: 'videos are not edited here',
      }),
    ),
    status: honoured(z.preprocess(onOff, optionalChoice(['on', 'off'] as const))),
    topic: honoured(optionalText(2048)),
    msg_type: honoured(optionalChoice([OFF, JSON_ONLY] as const, { 1: NO_TEXT, 3: NO_TEXT })),
  })
  .superRefine(({ topic, ...asked }, context) => {
    if (!isOn(asked)) return
    const message = topic === undefined ? 'absent' : callbackUrlFault(topic)
    if (message === undefined) return
    const problem = topic === undefined ? 'missing-parameter' : 'unsupported-parameter'
    const reason = `there is no message service here, so a topic is an address: ${message}`
    context.addIssue({
      ...{ code: 'custom', path: ['topic'], input: topic, params: { problem } },
      message: topic === undefined ? message : reason,
    })
  })

export const isOn = ({
  status = 'on',
  msg_type = JSON_ONLY,
}: {
  readonly status?: 'on' | 'off' | undefined
  readonly msg_type?: typeof OFF | typeof JSON_ONLY | undefined
}): boolean => status === 'on' && msg_type !== OFF

export const notificationsRequest = z.strictObject({
  project_id: honoured(z.string()),
  notifications: z.array(wish).min(1).max(20),
})

export const notificationsAnswer = z.strictObject({
  notifications: z.array(
    z.strictObject({
      ...{ event_name: z.enum(EVENT_NAMES), status: z.enum(['on', 'off']), topic: z.string().optional() },
      msg_type: z.int(),
    }),
  ),
  total: z.int(),
})
