import { z } from 'zod'
import { optionalJson, optionalText } from '../../../wire/aliyun/scalars.ts'
import { refused, stored } from '../../../wire/fields.ts'

/** What a caller sends along. `Extend` comes back with what it was sent with; nothing is called back. */
export const userData = () =>
  optionalJson(
    z.strictObject({
      Extend: stored(optionalText(512).or(z.record(z.string(), z.unknown()))),
      MessageCallback: refused('not yet: notifications; poll GetTranscodeTask'),
      EncryptSetting: refused('uploads are not encrypted'),
      AccelerateConfig: refused('uploads come straight here'),
    }),
  )

/** The text as it was sent; undefined when there was none. */
export const userDataText = (params: unknown): string | undefined => {
  const given = (params as { UserData?: unknown }).UserData
  return given === undefined || given === null || given === ''
    ? undefined
    : typeof given === 'string'
      ? given
      : JSON.stringify(given)
}
