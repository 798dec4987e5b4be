import { z } from 'zod'
import { honoured, refused } from '../../../wire/fields.ts'
import { choice, optionalObject, optionalText, text } from './scalars.ts'

const NO_LICENCES = 'there is no licence server here; simpleaes encrypts the segments of HLS'

/** https://www.tencentcloud.com/document/api/1041/33690#DrmInfo */
export const drmInfo = optionalObject(
  z.strictObject({
    Type: honoured(
      choice(['simpleaes'], {
        ...{ widevine: NO_LICENCES, fairplay: NO_LICENCES, playready: NO_LICENCES },
        ...{ 'widevine+fairplay': NO_LICENCES, 'widevine+playready': NO_LICENCES },
        ...{ 'playready+fairplay': NO_LICENCES, 'widevine+playready+fairplay': NO_LICENCES },
      }),
    ),
    SimpleAesDrm: optionalObject(
      z.strictObject({
        Uri: honoured(text(2048)),
        Key: honoured(text(64)),
        Vector: honoured(optionalText(64)),
      }),
    ),
    SpekeDrm: refused(NO_LICENCES),
  }),
)
export type DrmInfo = z.output<typeof drmInfo>
