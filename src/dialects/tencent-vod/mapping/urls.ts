import { objectUrl } from '../../../wire/object-url.ts'
import type { RawRequest } from '../../../wire/request.ts'

/** The address of an object, for callers with a key of the project. */
export type UrlOf = (object: { readonly bucket: string; readonly key: string }) => string

export const urlsFor =
  (raw: Pick<RawRequest, 'headers'>): UrlOf =>
  ({ bucket, key }) =>
    objectUrl(raw, bucket, key)
