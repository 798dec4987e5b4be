import { createWriteStream } from 'node:fs'
import { link, lstat, realpath, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Storage } from '../domain/ports.ts'
import { fail } from '../domain/problem.ts'
import type { Source } from '../domain/source.ts'
import type { Egress } from '../egress/create-egress.ts'

/** The name FFmpeg sees, whatever the user called it. */
export const SOURCE_NAME = 'src'

export interface FetchedSource {
  /** Where the bytes really lie; the sandbox must show this path. */
  readonly path: string
}

export interface FetchOptions {
  readonly as?: string
  /** A path outside of `dir`, where an object can be kept as it is now: see `keepObject`. */
  readonly keepAt?: string
  /** Of a download; whoever reads a file of this machine can look first. Absent: what the server allows. */
  readonly maxBytes?: number
  readonly onProgress?: (received: number, total?: number) => void
}

/**
 * Puts a source into `dir` under a fixed name. A file of this machine is linked, not copied.
 * @throws DomainError source-not-found, and whatever the download meets
 */
export const fetchSource = async (
  source: Source,
  dir: string,
  { storage, egress }: { storage: Storage; egress: Pick<Egress, 'download'> },
  signal: AbortSignal,
  { as = SOURCE_NAME, keepAt, maxBytes, onProgress }: FetchOptions = {},
): Promise<FetchedSource> => {
  const target = join(dir, as)
  const refer = async (path: string): Promise<FetchedSource> => {
    const real = await realpath(path).catch((cause) => {
      throw fail('source-not-found', `The source is not there: ${name(source)}.`, { cause })
    })
    await symlink(real, target)
    return { path: real }
  }
  switch (source.from) {
    case 'file':
      return refer(source.path)
    case 'url':
      await egress.download(source.url, target, {
        signal,
        ...(maxBytes !== undefined && { maxBytes }),
        ...(onProgress && { onProgress }),
      })
      return { path: target }
    case 'object': {
      const { bucket, key } = source
      if (!(await storage.stat(bucket, key)))
        throw fail(
          'source-not-found',
          `There is no object ${JSON.stringify(key)} in bucket ${JSON.stringify(bucket)}.`,
        )
      const path = await storage.localPath(bucket, key)
      if (path !== undefined) return refer(await keepObject(path, keepAt))
      await pipeline(await storage.read(bucket, key), createWriteStream(target, { flags: 'wx' }), { signal })
      return { path: target }
    }
  }
}

/**
 * Gives an object a second name, if the disk can, and answers it: what is deleted or uploaded anew under its own name is read
 * to its end. Not in the folder that FFmpeg may write to. A link of the administrator's leads to a file that is not ours to name.
 */
const keepObject = async (path: string, keepAt: string | undefined): Promise<string> => {
  if (keepAt === undefined) return path
  try {
    if ((await lstat(path)).isSymbolicLink()) return path
    await link(path, keepAt)
    return keepAt
  } catch {
    return path
  }
}

const name = (source: Source): string =>
  source.from === 'object' ? `${source.bucket}/${source.key}` : 'the given file'
