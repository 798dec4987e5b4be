import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DomainError } from '../domain/problem.ts'
import { BODY, type Handler, LOOPBACK, sha256, sourceServer } from '../testing/source-server.ts'
import { createEgress } from './create-egress.ts'

let source: Awaited<ReturnType<typeof sourceServer>>
beforeAll(async () => {
  source = await sourceServer()
})
afterAll(() => source[Symbol.asyncDispose]())

describe('a whole file', () => {
  it('arrives with its size, hash and progress', async () => {
    const seen: [number, number | undefined][] = []
    const got = await source.get(
      (_request, response) => response.writeHead(200, { 'content-length': BODY.length }).end(BODY),
      {},
      { onProgress: (received, total) => seen.push([received, total]) },
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(got.finalUrl).toMatch(/\/clip\.mp4\?sig=1$/)
    expect(seen.at(-1)).toEqual([BODY.length, BODY.length])
    expect(source.requests()[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' })
    expect(source.requests()[0]?.headers).not.toHaveProperty('authorization')
  })

  it('arrives without a length', async () => {
    expect(await source.get((_request, response) => response.end(BODY.subarray(0, 5)))).toMatchObject({
      bytes: 5,
    })
  })

  it('follows a redirect', async () => {
    const got = await source.get((request, response) =>
      request.url === '/real'
        ? response.end('real')
        : response.writeHead(307, { location: '/real' }).end('moved'),
    )
    expect(got).toMatchObject({ bytes: 4, finalUrl: expect.stringMatching(/\/real$/) })
  })

  it('does not overwrite', async () => {
    source.handle(() => {})
    await using egress = createEgress(LOOPBACK)
    await writeFile(source.path, 'mine')
    const signal = new AbortController().signal
    await expect(egress.download(source.url, source.path, { signal })).rejects.toThrow(/EEXIST/)
    expect(await readFile(source.path, 'utf8')).toBe('mine')
    expect(source.requests()).toHaveLength(0)
    await rm(source.path)
  })
})

describe('a source that is refused', () => {
  it('for its encoding', async () => {
    const got = await source.get((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    )
    expect(got.problem).toMatchObject({ code: 'source-refused', message: expect.stringContaining('gzip') })
    expect(source.requests()).toHaveLength(1)
  })

  it('for its declared size, before a byte is read', async () => {
    const progress: number[] = []
    const got = await source.get(
      (_request, response) => response.writeHead(200, { 'content-length': BODY.length }).end(BODY),
      { maxBytes: BODY.length - 1 },
      { onProgress: (n) => progress.push(n) },
    )
    expect(got.problem).toMatchObject({ code: 'source-too-large', detail: { maxBytes: 199_999 } })
    expect(progress).toEqual([])
  })

  it('for more than this one may have', async () => {
    const got = await source.get((_request, response) => response.end(BODY), {}, { maxBytes: 1000 })
    expect(got.problem).toMatchObject({ code: 'source-too-large', detail: { maxBytes: 1000 } })
  })

  it('for a body without end', async () => {
    const got = await source.get(
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
    const got = await source.get((_request, response) => response.writeHead(status).end())
    expect(got.problem).toMatchObject({ code: 'source-not-found', detail: { status } })
    expect(source.requests()).toHaveLength(1)
  })

  it('status 403: unreachable, once, with a hint', async () => {
    const got = await source.get((_request, response) => response.writeHead(403).end())
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringMatching(/HTTP 403.*expired/),
    })
    expect(source.requests()).toHaveLength(1)
  })

  it('status 503 passes', async () => {
    const got = await source.get((_request, response, turn) =>
      turn < 3 ? response.writeHead(503).end() : response.end('ok'),
    )
    expect(got.bytes).toBe(2)
  })

  it('nobody listens', async () => {
    const idle = createServer()
    await new Promise<void>((resolve) => idle.listen(0, '127.0.0.1', resolve))
    const { port } = idle.address() as AddressInfo
    await new Promise((resolve) => idle.close(resolve))
    await using egress = createEgress(LOOPBACK)
    await expect(
      egress.download(`http://127.0.0.1:${port}/`, source.path, {
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({
      problem: { code: 'source-unreachable', message: expect.stringContaining('refuses the connection') },
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('its name does not exist', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))
    await using egress = createEgress(LOOPBACK, lookup)
    await expect(
      egress.download('http://nowhere.test/', source.path, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({
      problem: { code: 'source-unreachable', message: expect.stringContaining('nowhere.test') },
    })
  })

  it('it speaks no HTTP', async () => {
    const got = await source.get((_request, response) => {
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
    const got = await source.get(trickle, { rateWindowMs: 100, minBytesPerSecond: 10_000 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('too slow'),
    })
    expect(source.requests()).toHaveLength(1)
  })

  it('stops', async () => {
    const got = await source.get((_request, response) => void response.write('x'), {
      idleMs: 100,
      maxRetries: 1,
    })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('stopped sending'),
    })
    expect(source.requests()).toHaveLength(2)
  })

  it('never answers', async () => {
    const got = await source.get(() => {}, { headersMs: 100, maxRetries: 0 })
    expect(got.problem).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringContaining('does not answer'),
    })
  })

  it('has no name in time', async () => {
    await using egress = createEgress(
      { ...LOOPBACK, connectMs: 50, maxRetries: 0 },
      () => new Promise(() => {}),
    )
    await expect(
      egress.download('http://slow.test/', source.path, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ problem: { code: 'source-unreachable' } })
  })

  it('in all', async () => {
    const got = await source.get(trickle, { totalMs: 150 })
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
    const got = await source.get(
      hang,
      {},
      { signal: controller.signal, onProgress: () => controller.abort(reason) },
    )
    expect(got.error).toBe(reason)
  })

  it('before it began', async () => {
    const got = await source.get(hang, {}, { signal: AbortSignal.abort('no') })
    expect(got.error).toBe('no')
    expect(source.requests()).toHaveLength(0)
  })

  it('while it waits for a retry', async () => {
    const controller = new AbortController()
    const got = await source.get(
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
    source.handle((request, response, turn) => {
      hang(request, response, turn)
      begun.resolve()
    })
    const egress = createEgress(LOOPBACK)
    const download = egress
      .download(source.url, source.path, { signal: new AbortController().signal })
      .catch((error: DomainError) => error.problem.code)
    await begun.promise
    await egress[Symbol.asyncDispose]()
    expect(await download).toBe('interrupted')
    expect(await readdir(source.dir)).toEqual([])
  })
})
