import { open, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fail } from '../domain/problem.ts'

/**
 * Streams a body into a new file, synced when it returns; nothing is left when it fails. A body that was not wanted to
 * its end is left as it is: it may be a request that still waits for its answer.
 * @throws DomainError malformed-request when the body has not the size that was announced
 */
export const writeFile = async (path: string, body: Readable, size: number | undefined): Promise<void> => {
  try {
    const file = await open(path, 'wx')
    try {
      let seen = 0
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        seen += Buffer.byteLength(chunk)
        if (size !== undefined && seen > size) throw wrongSize(`more than ${size}`, size)
        await file.writeFile(chunk)
      }
      if (size !== undefined && seen !== size) throw wrongSize(String(seen), size)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

const wrongSize = (seen: string, announced: number) =>
  fail('malformed-request', `The body has ${seen} bytes where ${announced} were announced.`, {
    detail: { announced },
  })
