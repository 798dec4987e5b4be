import type { ObjectInfo } from '../../../domain/ports.ts'
import { contentType } from '../http/content-type.ts'
import { objectPath } from '../paths.ts'
import type { ObjectJson } from '../schemas/object.ts'
import { isoTime } from './time.ts'

export const fromObject = ({ bucket, key, size, modifiedAt, etag }: ObjectInfo): ObjectJson => ({
  bucket,
  key,
  size,
  modifiedAt: isoTime(modifiedAt),
  etag,
  contentType: contentType(key),
  url: objectPath(bucket, key),
})
