import type { RawRequest } from './request.ts'

/**
 * Where an object of this server is fetched, for services whose answers hold URLs: its place in the native API, on the
 * host the caller has reached the server at. It wants an access key, as everything here does.
 */
export const objectUrl = (raw: Pick<RawRequest, 'headers'>, bucket: string, key: string): string =>
  `http://${raw.headers.host ?? 'localhost'}/api/v1/buckets/${bucket}/objects/${key.split('/').map(encodeURIComponent).join('/')}`
