import { z } from 'zod'
import { honoured, refused, stored } from '../../../wire/fields.ts'
import { choice, optionalChoice, optionalObject, optionalText, text } from './scalars.ts'

const FOREIGN_STORAGE = {
  'AWS-S3': 'only COS buckets and URLs can be read and written here',
  VOD: 'there is no VOD media library here',
}

/** https://www.tencentcloud.com/document/api/1041/33690#MediaInputInfo */
export const mediaInputInfo = z
  .strictObject({
    Type: honoured(choice(['COS', 'URL'], FOREIGN_STORAGE)),
    CosInputInfo: optionalObject(
      z.strictObject({
        Bucket: honoured(text(64)),
        Region: stored(z.string().max(64)),
        Object: honoured(text(1025)),
      }),
    ),
    UrlInputInfo: optionalObject(z.strictObject({ Url: honoured(text(8192)) })),
    S3InputInfo: refused(FOREIGN_STORAGE['AWS-S3']),
    VODInputInfo: refused(FOREIGN_STORAGE.VOD),
  })
  .superRefine((input, context) => {
    const needed = input.Type === 'COS' ? 'CosInputInfo' : 'UrlInputInfo'
    if (input[needed] === undefined)
      context.addIssue({
        code: 'custom',
        path: [needed],
        message: 'absent',
        params: { problem: 'missing-parameter' },
      })
  })
export type MediaInputInfo = z.output<typeof mediaInputInfo>

/** https://www.tencentcloud.com/document/api/1041/33690#TaskOutputStorage */
export const taskOutputStorage = optionalObject(
  z.strictObject({
    Type: honoured(optionalChoice(['COS'], FOREIGN_STORAGE)),
    CosOutputStorage: optionalObject(
      z.strictObject({ Bucket: honoured(optionalText(64)), Region: stored(optionalText(64)) }),
    ),
    S3OutputStorage: refused(FOREIGN_STORAGE['AWS-S3']),
    VODOutputStorage: refused(FOREIGN_STORAGE.VOD),
  }),
)
export type TaskOutputStorage = z.output<typeof taskOutputStorage>
