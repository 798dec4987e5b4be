import { z } from 'zod'
import { optionalChoice, optionalList, optionalText, text } from '../../../wire/aliyun/scalars.ts'
import { honoured } from '../../../wire/fields.ts'

const ENCODINGS = ['auto', 'UTF-8', 'GBK', 'BIG5'] as const

/** Files that are drawn on the picture. The table of the documentation says `CharEnc`, its samples `CharEncode`. */
export const subtitleList = optionalList(
  z.strictObject({
    SubtitleUrl: honoured(text(2048)),
    CharEncode: honoured(optionalChoice(ENCODINGS)),
    CharEnc: honoured(optionalChoice(ENCODINGS)),
  }),
  4,
)
export type SubtitleList = NonNullable<z.output<typeof subtitleList>>

/** Files that become tracks of a package. */
export const subtitleExtractList = optionalList(
  z.strictObject({
    SubtitleUrlList: honoured(optionalList(text(2048), 1)),
    Language: honoured(optionalText(35)),
    Format: honoured(optionalChoice(['vtt'])),
    Name: honoured(optionalText(64)),
  }),
  16,
)

/** Other files for one submission. */
export const subtitleSetting = { SubtitleList: subtitleList }
export const packageSubtitleSetting = {
  PackageSubtitleList: optionalList(
    z.strictObject({
      SubtitlePackageTemplateId: honoured(text(64)),
      Language: honoured(text(35)),
      SubtitleUrl: honoured(text(2048)),
    }),
    16,
  ),
}
