import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '../domain/problem.ts'
import { createEgress } from './create-egress.ts'
import { DEFAULT_EGRESS, type EgressPolicy } from './policy.ts'

const BODY = randomBytes(200_000)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Handler = (request: IncomingMessage, response: ServerResponse, turn: number) => void
let server: Server
let dir: string
let handler: Handler
let requests: IncomingMessage[]

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request)
    handler(request, response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
beforeEach(async () => {
  requests = []
  dir = await mkdtemp(join(tmpdir(), 'egress-'))
})
afterEach(() => rm(dir, { recursive: true }))
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const quick: EgressPolicy = { ...DEFAULT_EGRESS, allow: ['127.0.0.1'], retryWaitMs: 1, maxRetries: 3 }

interface Got {
  bytes?: number
  sha256?: string
  finalUrl?: string
  problem?: DomainError['problem']
  error?: unknown
}

const get = async (
  handle: Handler,
  policy: Partial<EgressPolicy> = {},
  more: { signal?: AbortSignal; onProgress?: (received: number, total?: number) => void } = {},
): Promise<Got> => {
  handler = handle
  await using egress = createEgress({ ...quick, ...policy })
  const { port } = server.address() as AddressInfo
  const signal = more.signal ?? new AbortController().signal
  try {
    const got = await egress.download(`http://127.0.0.1:${port}/clip.mp4?sig=1#t`, join(dir, 'src'), {
      ...more,
      signal,
    })
    expect(sha256(await readFile(join(dir, 'src')))).toBe(got.sha256)
    return got
  } catch (error) {
    expect(await readdir(dir)).toEqual([])
    return error instanceof DomainError ? { problem: error.problem, error } : { error }
  }
}

/** Sends the first part of what it promised, then closes the connection. */
const cut = (response: ServerResponse, headers: Record<string, string>, part: Uint8Array) => {
  response.writeHead(200, { 'content-length': String(BODY.length), ...headers })
  response.write(part, () => response.socket?.end())
}
const sixty = BODY.subarray(0, 120_000)

/** A server that honours Range and If-Range. */
const partial = (request: IncomingMessage, response: ServerResponse, etag: string, body = BODY) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN)
  if (Number.isNaN(from) || request.headers['if-range'] !== etag)
    response.writeHead(200, { 'content-length': String(body.length), etag }).end(body)
  else
    response
      .writeHead(206, {
        etag,
        'content-length': String(body.length - from),
        'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
      })
      .end(body.subarray(from))
}

describe('a whole file', () => {
  it('arrives with its size, hash and progress', async () => {
    const seen: [number, number | undefined][] = []
    const got = await get(
      (_request, response) => response.writeHead(200, { 'content-length': BODY.length }).end(BODY),
      {},
      { onProgress: (received, total) => seen.push([received, total]) },
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(got.finalUrl).toMatch(/\/clip\.mp4\?sig=1$/)
    expect(seen.at(-1)).toEqual([BODY.length, BODY.length])
    expect(requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' })
    expect(requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it('arrives without a length', async () => {
    expect(await get((_request, response) => response.end(BODY.subarray(0, 5)))).toMatchObject({ bytes: 5 })
  })

  it('follows a redirect', async () => {
    const got = await get((request, response) =>
      request.url === '/real'
        ? response.end('real')
        : response.writeHead(307, { location: '/real' }).end('moved'),
    )
    expect(got).toMatchObject({ bytes: 4, finalUrl: expect.stringMatching(/\/real$/) })
  })

  it('does not overwrite', async () => {
    await using egress = createEgress(quick)
    await writeFile(join(dir, 'src'), 'mine')
    const { port } = server.address() as AddressInfo
    const signal = new AbortController().signal
    await expect(egress.download(`http://127.0.0.1:${port}/`, join(dir, 'src'), { signal })).rejects.toThrow(
      /EEXIST/,
    )
    expect(await readFile(join(dir, 'src'), 'utf8')).toBe('mine')
    expect(requests).toHaveLength(0)
  })
})

/** Where the second request goes on; what lay unread in a buffer when the connection closed is asked for again. */
const resumedAt = () => Number(/^bytes=(\d+)-$/.exec(requests[1]?.headers.range ?? '')?.[1])

describe('a broken connection', () => {
  it('is resumed where it broke', async () => {
    const got = await get((request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : partial(request, response, '"v1"'),
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(requests).toHaveLength(2)
    expect(requests[1]?.headers['if-range']).toBe('"v1"')
    expect(resumedAt()).toBeGreaterThan(0)
    expect(resumedAt()).toBeLessThanOrEqual(120_000)
  })

  it('is resumed by date', async () => {
    const modified = 'Tue, 01 Oct 2024 10:00:00 GMT'
    const got = await get((request, response, turn) =>
      turn === 1 ? cut(response, { 'last-modified': modified }, sixty) : partial(request, response, modified),
    )
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(requests[1]?.headers['if-range']).toBe(modified)
    expect(resumedAt()).toBeGreaterThan(0)
  })

  it('is resumed after a reset too, which takes unread bytes along', async () => {
    const got = await get((request, response, turn) => {
      if (turn > 1) return partial(request, response, '"v1"')
      response.writeHead(200, { 'content-length': BODY.length, etag: '"v1"' })
      response.write(sixty, () => response.socket?.resetAndDestroy())
    })
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(requests).toHaveLength(2)
  })

  it('starts again when the file has changed meanwhile', async () => {
    const other = randomBytes(70_000)
    const got = await get((request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : partial(request, response, '"v2"', other),
    )
    expect(got).toMatchObject({ bytes: 70_000, sha256: sha256(other) })
  })

  it('starts again when a part of another file is offered', async () => {
    const got = await get((request, response, turn) => {
      if (turn === 1) cut(response, { etag: '"v1"' }, sixty)
      else if (turn === 2)
        response
          .writeHead(206, { etag: '"v2"', 'content-range': `bytes ${resumedAt()}-199999/200000` })
          .end(BODY.subarray(resumedAt()))
      else partial(request, response, '"v2"')
    })
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(requests[2]?.headers).not.toHaveProperty('range')
  })

  it('starts again when the server knows no ranges', async () => {
    const got = await get((_request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : response.end(BODY),
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
  })

  it('starts again without a validator, and does not ask for a part', async () => {
    const got = await get((_request, response, turn) =>
      turn === 1 ? cut(response, { etag: 'W/"weak"' }, sixty) : response.end(BODY),
    )
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(requests[1]?.headers).not.toHaveProperty('range')
  })

  it('starts again after 416', async () => {
    const got = await get((request, response, turn) => {
      if (turn === 1) cut(response, { etag: '"v1"' }, sixty)
      else if (request.headers.range) response.writeHead(416).end()
      else response.end(BODY)
    })
    expect(got).toMatchObject({ sha256: sha256(BODY) })
  })

  it('that breaks every time is a truncated source', async () => {
    const got = await get((_request, response) => cut(response, { etag: '"v1"' }, sixty))
    expect(got.problem).toMatchObject({
      code: 'source-truncated',
      detail: { received: expect.any(Number), total: 200_000 },
      message: expect.stringMatching(/breaks off after \d+ of 200000 bytes/),
    })
    expect(requests).toHaveLength(4)
  })

  it('with a length that lies is a truncated source', async () => {
    const got = await get((_request, response) => {
      response.strictContentLength = false
      response.socket?.end(
        `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n${'x'.repeat(600)}`,
      )
    })
    expect(got.problem).toMatchObject({ code: 'source-truncated', detail: { total: 1000 } })
  })
})

describe('a source that is refused', () => {
  it('for its encoding', async () => {
    const got = await get((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    )
    expect(got.problem).toMatchObject({ code: 'source-refused', message: expect.stringContaining('gzip') })
    expect(requests).toHaveLength(1)
  })

  it('for its declared size, before a byte is read', async () => {
    const progress: number[] = []
    const got = await get(
      (_request, response) => response.writeHead(200, { 'content-length': BODY.length }).end(BODY),
      { maxBytes: BODY.length - 1 },
      { onProgress: (n) => progress.push(n) },
    )
    expect(got.problem).toMatchObject({ code: 'source-too-large', detail: { maxBytes: 199_999 } })
    expect(progress).toEqual([])
  })

  it('for a body without end', async () => {
    const got = await get(
      (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(BODY));
          if (!response.destroyed) response.once('drain', more)
        }
        more()
      },
      { maxBytes: 3_000_000 },
    )
    expect(got.problem).toMatchObject({ code: 'source-too-large' })
  })
})

describe('a source that cannot be had', () => {
  it.each([404, 410])('status %i: not found, once', async (status) => {
    const got = await get((_request, response) => response.writeHead(status).end())
    expect(got.problem).toMatchObject({ code: 'source-not-found', detail: { status } })
    expect(requests).toHaveLength(1)
  })

  it('status 403: unreachable, once, with a hint', async () => {
    const got = await get((_request, response) => response.writeHead(403).end())
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringMatching(/HTTP 403.*expired/),
    })
    expect(requests).toHaveLength(1)
  })

  it('status 503 passes', async () => {
    const got = await get((_request, response, turn) =>
      turn < 3 ? response.writeHead(503).end() : response.end('ok'),
    )
    expect(got.bytes).toBe(2)
  })

  it('nobody listens', async () => {
    const idle = createServer()
    await new Promise<void>((resolve) => idle.listen(0, '127.0.0.1', resolve))
    const { port } = idle.address() as AddressInfo
    await new Promise((resolve) => idle.close(resolve))
    await using egress = createEgress(quick)
    await expect(
      egress.download(`http://127.0.0.1:${port}/`, join(dir, 'src'), {
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({
      problem: { code: 'source-unreachable', message: expect.stringContaining('refuses the connection') },
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('its name does not exist', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))
    await using egress = createEgress(quick, lookup)
    await expect(
      egress.download('http://nowhere.test/', join(dir, 'src'), { signal: new AbortController().signal }),
    ).rejects.toMatchObject({
      problem: { code: 'source-unreachable', message: expect.stringContaining('nowhere.test') },
    })
  })

  it('it speaks no HTTP', async () => {
    const got = await get((_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH\r\n')
    })
    expect(got.problem).toMatchObject({ code: 'source-unreachable' })
  })
})

describe('a source that takes too long', () => {
  const trickle: Handler = (_request, response) => {
    const timer = setInterval(() => response.write('x'), 10)
    response.once('close', () => clearInterval(timer))
  }

  it('drips', async () => {
    const got = await get(trickle, { rateWindowMs: 100, minBytesPerSecond: 10_000 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('too slow'),
    })
    expect(requests).toHaveLength(1)
  })

  it('stops', async () => {
    const got = await get((_request, response) => void response.write('x'), { idleMs: 100, maxRetries: 1 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('stopped sending'),
    })
    expect(requests).toHaveLength(2)
  })

  it('never answers', async () => {
    const got = await get(() => {}, { headersMs: 100, maxRetries: 0 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('does not answer'),
    })
  })

  it('has no name in time', async () => {
    await using egress = createEgress({ ...quick, connectMs: 50, maxRetries: 0 }, () => new Promise(() => {}))
    await expect(
      egress.download('http://slow.test/', join(dir, 'src'), { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ problem: { code: 'source-unreachable' } })
  })

  it('in all', async () => {
    const got = await get(trickle, { totalMs: 150 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('within 0.15 s'),
    })
  })
})

describe('ending a download', () => {
  const hang: Handler = (_request, response) => void response.write('x')

  it('by the signal, with its reason', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled by the user')
    const got = await get(hang, {}, { signal: controller.signal, onProgress: () => controller.abort(reason) })
    expect(got.error).toBe(reason)
  })

  it('before it began', async () => {
    const got = await get(hang, {}, { signal: AbortSignal.abort('no') })
    expect(got.error).toBe('no')
    expect(requests).toHaveLength(0)
  })

  it('while it waits for a retry', async () => {
    const controller = new AbortController()
    const got = await get(
      (_request, response) => {
        response.writeHead(503).end()
        response.once('close', () => controller.abort('enough'))
      },
      { retryWaitMs: 60_000, maxRetryWaitMs: 60_000 },
      { signal: controller.signal },
    )
    expect(got.error).toBe('enough')
  })

  it('by closing the egress', async () => {
    const begun = Promise.withResolvers<void>()
    handler = (request, response, turn) => {
      hang(request, response, turn)
      begun.resolve()
    }
    const egress = createEgress(quick)
    const { port } = server.address() as AddressInfo
    const download = egress
      .download(`http://127.0.0.1:${port}/`, join(dir, 'src'), { signal: new AbortController().signal })
      .catch((error: DomainError) => error.problem.code)
    await begun.promise
    await egress[Symbol.asyncDispose]()
    expect(await download).toBe('interrupted')
    expect(await readdir(dir)).toEqual([])
  })
})
