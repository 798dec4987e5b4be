import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BODY, sha256, sourceServer } from '../testing/source-server.ts'

let source: Awaited<ReturnType<typeof sourceServer>>
beforeAll(async () => {
  source = await sourceServer()
})
afterAll(() => source[Symbol.asyncDispose]())

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

/** Where the second request goes on; what lay unread in a buffer when the connection closed is asked for again. */
const resumedAt = () => Number(/^bytes=(\d+)-$/.exec(source.requests()[1]?.headers.range ?? '')?.[1])

describe('a broken connection', () => {
  it('is resumed where it broke', async () => {
    const got = await source.get((request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : partial(request, response, '"v1"'),
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(source.requests()).toHaveLength(2)
    expect(source.requests()[1]?.headers['if-range']).toBe('"v1"')
    expect(resumedAt()).toBeGreaterThan(0)
    expect(resumedAt()).toBeLessThanOrEqual(120_000)
  })

  it('is resumed by date', async () => {
    const modified = 'Tue, 01 Oct 2024 10:00:00 GMT'
    const got = await source.get((request, response, turn) =>
      turn === 1 ? cut(response, { 'last-modified': modified }, sixty) : partial(request, response, modified),
    )
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(source.requests()[1]?.headers['if-range']).toBe(modified)
    expect(resumedAt()).toBeGreaterThan(0)
  })

  it('is resumed after a reset too, which takes unread bytes along', async () => {
    const got = await source.get((request, response, turn) => {
      if (turn > 1) return partial(request, response, '"v1"')
      response.writeHead(200, { 'content-length': BODY.length, etag: '"v1"' })
      response.write(sixty, () => response.socket?.resetAndDestroy())
    })
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
    expect(source.requests()).toHaveLength(2)
  })

  it('starts again when the file has changed meanwhile', async () => {
    const other = randomBytes(70_000)
    const got = await source.get((request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : partial(request, response, '"v2"', other),
    )
    expect(got).toMatchObject({ bytes: 70_000, sha256: sha256(other) })
  })

  it('starts again when a part of another file is offered', async () => {
    const got = await source.get((request, response, turn) => {
      if (turn === 1) cut(response, { etag: '"v1"' }, sixty)
      else if (turn === 2)
        response
          .writeHead(206, { etag: '"v2"', 'content-range': `bytes ${resumedAt()}-199999/200000` })
          .end(BODY.subarray(resumedAt()))
      else partial(request, response, '"v2"')
    })
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(source.requests()[2]?.headers).not.toHaveProperty('range')
  })

  it('starts again when the server knows no ranges', async () => {
    const got = await source.get((_request, response, turn) =>
      turn === 1 ? cut(response, { etag: '"v1"' }, sixty) : response.end(BODY),
    )
    expect(got).toMatchObject({ bytes: BODY.length, sha256: sha256(BODY) })
  })

  it('starts again without a validator, and does not ask for a part', async () => {
    const got = await source.get((_request, response, turn) =>
      turn === 1 ? cut(response, { etag: 'W/"weak"' }, sixty) : response.end(BODY),
    )
    expect(got).toMatchObject({ sha256: sha256(BODY) })
    expect(source.requests()[1]?.headers).not.toHaveProperty('range')
  })

  it('starts again after 416', async () => {
    const got = await source.get((request, response, turn) => {
      if (turn === 1) cut(response, { etag: '"v1"' }, sixty)
      else if (request.headers.range) response.writeHead(416).end()
      else response.end(BODY)
    })
    expect(got).toMatchObject({ sha256: sha256(BODY) })
  })

  it('that breaks every time is a truncated source', async () => {
    const got = await source.get((_request, response) => cut(response, { etag: '"v1"' }, sixty))
    expect(got.problem).toMatchObject({
      code: 'source-truncated',
      detail: { received: expect.any(Number), total: 200_000 },
      message: expect.stringMatching(/breaks off after \d+ of 200000 bytes/),
    })
    expect(source.requests()).toHaveLength(4)
  })

  it('with a length that lies is a truncated source', async () => {
    const got = await source.get((_request, response) => {
      response.strictContentLength = false
      response.socket?.end(
        `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n${'x'.repeat(600)}`,
      )
    })
    expect(got.problem).toMatchObject({ code: 'source-truncated', detail: { total: 1000 } })
  })
})
