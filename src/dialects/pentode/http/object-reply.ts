import type { ObjectInfo } from '../../../domain/ports.ts'
import { problem } from '../../../domain/problem.ts'
import type { Call } from '../../../wire/operation.ts'
import type { Reply } from '../../../wire/request.ts'
import { emptyReply, renderError } from '../render.ts'
import { entityTag, httpDate, notModified, rangeApplies } from './conditional.ts'
import { contentDisposition, contentType } from './content-type.ts'
import { parseRange } from './range.ts'

/**
 * Answers GET and HEAD of an object: 200, 206 for one range, 304 for a copy that is still good, 416 for a range outside.
 * The stored bytes are untrusted, so nothing may run them as a page.
 * @throws DomainError bucket-not-found, object-not-found, invalid-object-key
 */
export const objectReply = async (bucket: string, key: string, call: Call): Promise<Reply> => {
  const { app, raw, requestId } = call
  const info = await app.objects.stat(bucket, key)
  const headers = objectHeaders(info)
  if (notModified(raw.headers, info)) return emptyReply(304, requestId, headers)

  const range =
    raw.method === 'GET' && rangeApplies(raw.headers, info)
      ? parseRange(raw.headers.range, info.size)
      : undefined
  if (range === 'unsatisfiable') return outside(info, call)

  const length = range ? range.end - range.start + 1 : info.size
  return {
    ...emptyReply(range ? 206 : 200, requestId, {
      ...headers,
      'content-type': contentType(key),
      'content-disposition': contentDisposition(key),
      'content-length': String(length),
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${info.size}` } : {}),
    }),
    body: raw.method === 'HEAD' ? undefined : await app.objects.read(bucket, key, range),
  }
}

const objectHeaders = (info: ObjectInfo): Readonly<Record<string, string>> => ({
  etag: entityTag(info),
  'last-modified': httpDate(info.modifiedAt),
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
})

const outside = (info: ObjectInfo, { raw, requestId }: Call): Reply => {
  const said = problem('value-out-of-range', `The range lies outside the object's ${info.size} bytes.`, {
    detail: { size: info.size },
  })
  const reply = renderError({ status: 416, code: 'range-not-satisfiable' }, said, { raw, requestId })
  return { ...reply, headers: { ...reply.headers, 'content-range': `bytes */${info.size}` } }
}
