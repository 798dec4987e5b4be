import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { DomainError, type Problem } from '../domain/problem.ts'
import { createEgress } from '../egress/create-egress.ts'
import type { DownloadOptions } from '../egress/download.ts'
import { DEFAULT_EGRESS, type EgressPolicy } from '../egress/policy.ts'

export const BODY = randomBytes(200_000)
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** `turn` counts the requests from 1. */
export type Handler = (request: IncomingMessage, response: ServerResponse, turn: number) => void

export interface Got {
  readonly bytes?: number
  readonly sha256?: string
  readonly finalUrl?: string
  readonly problem?: Problem
  readonly error?: unknown
}

export const LOOPBACK: EgressPolicy = {
  ...DEFAULT_EGRESS,
  allow: ['127.0.0.1'],
  retryWaitMs: 1,
  maxRetries: 3,
}

/** A server on loopback with a source on it, and a folder to download into. */
export const sourceServer = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'egress-'))
  const path = join(dir, 'src')
  let requests: IncomingMessage[] = []
  let handler: Handler = () => {}
  const server = createServer((request, response) => {
    requests.push(request)
    handler(request, response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/clip.mp4?sig=1#t`
  return {
    dir,
    path,
    url,
    requests: () => requests,
    handle: (next: Handler) => {
      requests = []
      handler = next
    },
    /** Downloads what the handler serves. Checks that the file is what was promised, or that there is none. */
    get: async (
      next: Handler,
      policy: Partial<EgressPolicy> = {},
      options: Partial<DownloadOptions> = {},
    ): Promise<Got> => {
      requests = []
      handler = next
      await using egress = createEgress({ ...LOOPBACK, ...policy })
      try {
        const signal = new AbortController().signal
        const got = await egress.download(url, path, { signal, ...options })
        expect(sha256(await readFile(path))).toBe(got.sha256)
        await rm(path)
        return got
      } catch (error) {
        expect(await readdir(dir)).toEqual([])
        return error instanceof DomainError ? { problem: error.problem, error } : { error }
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(dir, { recursive: true })
    },
  }
}
