import type { MeasuredObject } from '../domain/asset.ts'
import type { ObjectInfo } from '../domain/ports.ts'
import type { OutputState } from '../domain/task.ts'
import type { Ports } from './ports.ts'

/**
 * What is in an object. One that was brought in and not touched since is what its import measured.
 * @throws DomainError with a source-* problem
 */
export const measureObject = async (
  { inspect }: Pick<Ports, 'inspect'>,
  { bucket, key, etag, size, modifiedAt }: ObjectInfo,
  signal: AbortSignal,
  imported?: Extract<OutputState, { status: 'succeeded' }>,
): Promise<MeasuredObject> => {
  const file = imported?.result.files[0]
  if (imported?.result.media && file?.size === size && modifiedAt <= imported.finishedAt)
    return { etag, media: imported.result.media, ...(file.md5 === undefined ? {} : { md5: file.md5 }) }
  return { etag, media: await inspect({ from: 'object', bucket, key }, signal) }
}
