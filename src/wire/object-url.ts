import type { RawRequest } from './request.ts'

/**
 * Where an object of this server is fetched, for services whose answers hold URLs: its place in the native API, under the
 * name the caller has reached the server by. It wants an access key, as everything here does.
 */
export const objectUrl = ({ headers }: Pick<RawRequest, 'headers'>, bucket: string, key: string): string => {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${headers.host ?? ''}/api/v1/buckets/${bucket}/objects/${key.split('/').map(encodeURIComponent).join('/')}`
}
