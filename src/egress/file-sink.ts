import { createHash, type Hash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { fail } from '../domain/problem.ts'

/** A file being received: written in order, hashed on the way, gone again unless it is finished. */
export interface FileSink extends AsyncDisposable {
  /** Bytes written so far. */
  readonly bytes: () => number
  /** @throws DomainError disk-full */
  readonly write: (chunk: Uint8Array) => Promise<void>
  /** Begins again from nothing. */
  readonly restart: () => Promise<void>
  /** Makes the bytes durable; afterwards disposing keeps the file. */
  readonly finish: () => Promise<{ bytes: number; sha256: string }>
}

/** Creates `path`. @throws the system's error, EEXIST among them: a download never overwrites or follows a link */
export const openFileSink = async (path: string): Promise<FileSink> => {
  const file = await open(path, 'wx', 0o600)
  let hash: Hash = createHash('sha256')
  let bytes = 0
  let finished = false

  return {
    bytes: () => bytes,
    write: async (chunk) => {
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await file
          .write(chunk, done, chunk.length - done, bytes + done)
          .catch((error) => Promise.reject(diskProblem(error)))
        done += bytesWritten
      }
      hash.update(chunk)
      bytes += chunk.length
    },
    restart: async () => {
      await file.truncate(0)
      hash = createHash('sha256')
      bytes = 0
    },
    finish: async () => {
      await file.sync().catch((error) => Promise.reject(diskProblem(error)))
      finished = true
      return { bytes, sha256: hash.digest('hex') }
    },
    [Symbol.asyncDispose]: async () => {
      await file.close()
      if (!finished) await rm(path, { force: true })
    },
  }
}

const diskProblem = (error: NodeJS.ErrnoException): unknown =>
  error.code === 'ENOSPC' || error.code === 'EDQUOT'
    ? fail('disk-full', 'The disk is full; the source does not fit. Free some space and retry.', {
        cause: error,
      })
    : error
