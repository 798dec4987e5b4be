import type { RawRequest } from '../../../wire/request.ts'

/** The address of an object, for callers with a key of the project. */
export type UrlOf = (object: { readonly bucket: string; readonly key: string }) => string

/** Objects are read from the server the caller reached, under the name it was reached by. */
export const urlsFor = ({ headers }: Pick<RawRequest, 'headers'>): UrlOf => {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return ({ bucket, key }) =>
    `${scheme}://${headers.host ?? ''}/api/v1/buckets/${bucket}/objects/${key.split('/').map(encodeURIComponent).join('/')}`
}
