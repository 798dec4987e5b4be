import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { fail } from '../../../domain/problem.ts'
import { bytes, instant } from '../../../domain/units.ts'
import { ask, fakeApp, jsonOf } from '../../../testing/pentode-api.ts'

const BODY = '0123456789'
const MODIFIED = instant(Date.UTC(2026, 0, 2, 3, 4, 5, 678))
const info = (bucket: string, key: string, size = BODY.length) => ({
  bucket,
  key,
  size: bytes(size),
  modifiedAt: MODIFIED,
  etag: 'v1',
})

const app = fakeApp({
  objects: {
    stat: async (bucket, key) => {
      if (key.startsWith('no')) throw fail('object-not-found', 'There is no such object.')
      return info(bucket, key)
    },
    read: async (_bucket, _key, range) =>
      Readable.from([range ? BODY.slice(range.start, range.end + 1) : BODY]),
    write: async (bucket, key, body, options) => {
      const got = await text(body)
      expect(options?.size ?? got.length).toBe(got.length)
      return info(bucket, key, got.length)
    },
  },
})
const URL = '/api/v1/buckets/b/objects/dir/clip.mp4'
const get = (headers: Record<string, string> = {}, url = URL) => ask(app, 'GET', url, { headers })
const bodyOf = (reply: { body: unknown }) => text(reply.body as Readable)

describe('downloading', () => {
  test('whole', async () => {
    const reply = await get()
    expect(reply.status).toBe(200)
    expect(reply.headers).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="clip.mp4"; filename*=UTF-8''clip.mp4`,
      'content-length': '10',
      'content-security-policy': 'sandbox',
      'content-type': 'video/mp4',
      etag: '"v1"',
      'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'req-1',
    })
    expect(await bodyOf(reply)).toBe(BODY)
  })

  test('a part', async () => {
    const reply = await get({ range: 'bytes=-4' })
    expect(reply.status).toBe(206)
    expect(reply.headers).toMatchObject({ 'content-range': 'bytes 6-9/10', 'content-length': '4' })
    expect(await bodyOf(reply)).toBe('6789')
  })

  test('a part outside', async () => {
    const reply = await get({ range: 'bytes=10-' })
    expect(reply.status).toBe(416)
    expect(reply.headers['content-range']).toBe('bytes */10')
    expect(jsonOf(reply)).toMatchObject({ code: 'range-not-satisfiable', size: 10 })
  })

  test.each([
    ['the same tag', { 'if-range': '"v1"' }, 206],
    ['another tag', { 'if-range': '"v0"' }, 200],
    ['a weak tag', { 'if-range': 'W/"v1"' }, 200],
    ['the same date', { 'if-range': 'Fri, 02 Jan 2026 03:04:05 GMT' }, 206],
    ['a later date', { 'if-range': 'Fri, 02 Jan 2026 03:04:06 GMT' }, 200],
    ['nonsense', { 'if-range': 'x' }, 200],
  ])('a part, if the version is: %s', async (_name, headers, status) => {
    expect((await get({ range: 'bytes=0-1', ...headers })).status).toBe(status)
  })

  test.each([
    ['its tag', { 'if-none-match': '"v1"' }, 304],
    ['a list with its weak tag', { 'if-none-match': '"x", W/"v1"' }, 304],
    ['any', { 'if-none-match': '*' }, 304],
    [
      'another tag, whatever the date',
      { 'if-none-match': '"x"', 'if-modified-since': 'Fri, 02 Jan 2027 03:04:05 GMT' },
      200,
    ],
    ['its date', { 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }, 304],
    ['an earlier date', { 'if-modified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, 200],
    ['no date', { 'if-modified-since': 'soon' }, 200],
  ])('a copy with %s', async (_name, headers, status) => {
    const reply = await get(headers)
    expect(reply.status).toBe(status)
    expect(reply.headers.etag).toBe('"v1"')
    if (status === 304) expect(reply.body).toBeUndefined()
  })

  test('HEAD says the same without the bytes', async () => {
    const [whole, head] = [await get(), await ask(app, 'HEAD', URL, { headers: { range: 'bytes=0-1' } })]
    expect(head).toEqual({ ...whole, body: undefined })
  })

  test.each([
    ['page.html', 'application/octet-stream', 'attachment'],
    ['picture.svg', 'application/octet-stream', 'attachment'],
    ['plain', 'application/octet-stream', 'attachment'],
    ['x.constructor', 'application/octet-stream', 'attachment'],
    ['MASTER.M3U8', 'application/vnd.apple.mpegurl', 'inline'],
    ['0.ts', 'video/mp2t', 'inline'],
    ['film.mpd', 'application/dash+xml', 'attachment'],
    ['subtitles.vtt', 'text/vtt', 'inline'],
  ])('%s is %s', async (name, type, disposition) => {
    const reply = await get({}, `/api/v1/buckets/b/objects/x/${name}`)
    expect(reply.headers['content-type']).toBe(type)
    expect(reply.headers['content-disposition']).toMatch(new RegExp(`^${disposition};`))
  })

  test('a name of any script stays inside its header', async () => {
    const reply = await get({}, `/api/v1/buckets/b/objects/${encodeURIComponent('é"\\(1).mp4')}`)
    expect(reply.headers['content-disposition']).toBe(
      `inline; filename="___(1).mp4"; filename*=UTF-8''%C3%A9%22%5C%281%29.mp4`,
    )
  })
})

describe('uploading', () => {
  const put = (key: string, headers: Record<string, string> = {}) =>
    ask(app, 'PUT', `/api/v1/buckets/b/objects/${key}`, {
      headers,
      stream: Readable.from([Buffer.from('abc')]),
    })

  test('a new object', async () => {
    const reply = await put('no%20such/clip.mp4', { 'content-length': '3' })
    expect(reply.status).toBe(201)
    expect(reply.headers).toMatchObject({
      etag: '"v1"',
      location: '/api/v1/buckets/b/objects/no%20such/clip.mp4',
    })
    expect(jsonOf(reply)).toEqual({
      bucket: 'b',
      key: 'no such/clip.mp4',
      size: 3,
      modifiedAt: '2026-01-02T03:04:05.678Z',
      etag: 'v1',
      contentType: 'video/mp4',
      url: '/api/v1/buckets/b/objects/no%20such/clip.mp4',
    })
  })

  test('in place of another', async () => {
    const reply = await put('clip.mp4')
    expect(reply.status).toBe(200)
    expect(reply.headers.location).toBeUndefined()
  })

  test('not in place of another', async () => {
    const reply = await put('clip.mp4', { 'if-none-match': '*' })
    expect(reply.status).toBe(412)
    expect(jsonOf(reply).code).toBe('object-exists')
    expect((await put('no-clip.mp4', { 'if-none-match': '*' })).status).toBe(201)
  })

  test.each([{ 'content-range': 'bytes 0-1/3' }, { 'if-none-match': '"v1"' }])(
    'not as asked with %o',
    async (headers) => {
      const reply = await put('clip.mp4', headers as Record<string, string>)
      expect(reply.status).toBe(400)
      expect(jsonOf(reply).code).toBe('unsupported-parameter')
    },
  )
})
