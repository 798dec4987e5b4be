import { z } from 'zod'
import { MAX_CALLBACK_URL } from '../../../wire/aliyun/event-callback.ts'
import { optionalChoice, optionalJson, optionalText } from '../../../wire/aliyun/scalars.ts'
import { optionalCallbackUrl } from '../../../wire/callback-url.ts'
import { honoured, refused, stored } from '../../../wire/fields.ts'

/** What a caller sends along. `Extend` comes back with what it was sent with and with what is told of it. */
export const userData = () =>
  optionalJson(
    z.strictObject({
      Extend: stored(optionalText(512).or(z.record(z.string(), z.unknown()))),
      MessageCallback: optionalJson(
        z.strictObject({
          CallbackURL: honoured(optionalCallbackUrl(MAX_CALLBACK_URL)),
          CallbackType: honoured(optionalChoice(['http'], { mns: 'there are no message queues here' })),
        }),
      ),
      EncryptSetting: refused('uploads are not encrypted'),
      AccelerateConfig: refused('uploads come straight here'),
    }),
  )

export type UserData = z.output<ReturnType<typeof userData>>

/** The text as it was sent; undefined when there was none. */
export const userDataText = (params: unknown): string | undefined => {
  const given = (params as { UserData?: unknown }).UserData
  return given === undefined || given === null || given === ''
    ? undefined
    : typeof given === 'string'
      ? given
      : JSON.stringify(given)
}
