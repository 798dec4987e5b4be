import type { RawRequest } from '../../wire/request.ts'

const PROJECT_PATH = /^\/v1(?:\.0-ext)?\/(?:[0-9a-f]{32}|%7Bproject_id%7D)\//i

/** Told by the headers its clients send, or by a project id in the path. */
export const owns = ({ headers, path }: Pick<RawRequest, 'headers' | 'path'>): boolean =>
  headers['x-sdk-date'] !== undefined ||
  headers['x-auth-token'] !== undefined ||
  headers.authorization?.startsWith('SDK-HMAC-SHA256 ') === true ||
  PROJECT_PATH.test(path)
