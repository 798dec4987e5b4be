import { Readable } from 'node:stream'
import type { ObjectInfo } from '../../../domain/ports.ts'
import { DomainError, fail, type Problem, problem } from '../../../domain/problem.ts'
import type { Call } from '../../../wire/operation.ts'
import type { Reply } from '../../../wire/request.ts'
import { fromObject } from '../mapping/object.ts'
import { jsonReply, renderError } from '../render.ts'
import { entityTag } from './conditional.ts'
import { withDigest } from './content-md5.ts'

/**
 * Answers PUT of an object: 201 for a new one, 200 for one that was replaced, 412 when it must not be replaced.
 * A body shorter or longer than its Content-Length, or another one than its Content-MD5 says, leaves everything as it was.
 * @throws DomainError bucket-not-found, invalid-parameter, invalid-object-key, storage-full, unsupported-parameter
 */
export const storeObject = async (bucket: string, key: string, call: Call): Promise<Reply> => {
  const { app, raw, requestId } = call
  if (raw.headers['content-range'] !== undefined)
    throw fail(
      'unsupported-parameter',
      'An object is uploaded whole; for parts there are resumable uploads.',
      {
        path: 'Content-Range',
      },
    )
  const onlyNew = raw.headers['if-none-match']
  if (onlyNew !== undefined && onlyNew.trim() !== '*')
    throw fail('unsupported-parameter', 'An upload knows only "If-None-Match: *".', { path: 'If-None-Match' })

  const exists = (said: Problem): Reply =>
    renderError({ status: 412, code: 'object-exists' }, said, { raw, requestId })
  const old = await find(bucket, key, call)
  if (old && onlyNew !== undefined)
    return exists(
      problem('duplicate-request', `There is already an object ${JSON.stringify(key)} in ${bucket}.`),
    )
  const length = raw.headers['content-length']
  let stored: ObjectInfo
  try {
    const body = withDigest(call.stream ?? Readable.from([]), raw.headers['content-md5'])
    stored = await app.objects.write(bucket, key, body, {
      ...(length !== undefined && { size: Number(length) }),
      onlyNew: onlyNew !== undefined,
    })
  } catch (error) {
    // Another upload was faster.
    if (error instanceof DomainError && error.problem.code === 'duplicate-request')
      return exists(error.problem)
    throw error
  }
  const object = fromObject(stored)
  const headers = { etag: entityTag(stored), ...(old ? {} : { location: object.url }) }
  return jsonReply(old ? 200 : 201, object, requestId, headers)
}

const find = async (bucket: string, key: string, { app }: Call): Promise<ObjectInfo | undefined> => {
  try {
    return await app.objects.stat(bucket, key)
  } catch (error) {
    if (error instanceof DomainError && error.problem.code === 'object-not-found') return undefined
    throw error
  }
}
