import { z } from 'zod'
import { honoured } from '../../../wire/fields.ts'
import { operation } from '../../../wire/operation.ts'
import { LINK_ERRORS } from '../http/link-errors.ts'
import { objectReply } from '../http/object-reply.ts'
import { docs, MEDIA } from '../paths.ts'
import { BucketName, MediaLink, ObjectKey } from '../schemas/fields.ts'

export const headLinkedObject = operation({
  name: 'headLinkedObject',
  summary: 'Look at an object by a link without downloading it',
  docs: docs('headLinkedObject'),
  route: { by: 'path', method: 'HEAD', path: `${MEDIA}/{link}/{bucket}/{key*}` },
  request: z.strictObject({
    link: honoured(MediaLink),
    bucket: honoured(BucketName),
    key: honoured(ObjectKey),
  }),
  response: z.void(),
  produces: '*/*',
  errors: LINK_ERRORS,
  anyOrigin: true,
  handle: ({ bucket, key }, call) => objectReply(bucket, key, call),
})
