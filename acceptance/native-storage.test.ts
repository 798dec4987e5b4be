import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leftovers, noLeftovers } from './support/leftovers.ts'
import { eventually, NativeClient, objectPath } from './support/native.ts'
import { rawHttp } from './support/raw-http.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
const text = 'abcdefghijklmnopqrstuvwxyz'

beforeAll(async () => {
  server = await startServer()
  client = new NativeClient(server)
  await client.makeBuckets('media')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const get = (key: string, headers: Record<string, string> = {}) =>
  client.call('GET', objectPath('media', key), undefined, headers)

test('a link is read without a key, by pages of anywhere, and by nobody once it has changed', async () => {
  await client.call('PUT', objectPath('media', 'films/one ü/list.m3u8'), '#EXTM3U\n')
  await client.call('PUT', objectPath('media', 'films/one ü/0.ts'), text)
  await client.call('PUT', objectPath('media', 'films/two/0.ts'), text)
  const made = async (key: string, more = {}): Promise<string> =>
    (await client.ok('POST', '/api/v1/links', { bucket: 'media', key, ...more })).url
  const list = await made('films/one ü/list.m3u8')
  const segment = await fetch(new URL('0.ts', list), { headers: { range: 'bytes=1-3' } })
  expect([segment.status, await segment.text()]).toEqual([206, 'bcd'])
  expect((await fetch(list, { method: 'HEAD' })).headers.get('content-length')).toBe('8')
  const outside = await fetch(new URL('../two/0.ts', list))
  expect([outside.status, outside.headers.get('www-authenticate')]).toEqual([403, null])
  expect(await outside.json()).toMatchObject({ code: 'invalid-link' })

  const file = await made('films/two/0.ts', { expiresIn: 60 })
  expect(await (await fetch(file)).text()).toBe(text)
  expect((await client.call('POST', '/api/v1/links', { bucket: 'media', key: 'gone' })).status).toBe(404)
  for (const key of ['films/one ü/list.m3u8', 'films/one ü/0.ts', 'films/two/0.ts'])
    await client.ok('DELETE', objectPath('media', key))
})

test('a player on a page of another origin reads a link with ranges, and learns why it fails', async () => {
  await client.call('PUT', objectPath('media', 'pages/film.mpd'), '<MPD/>')
  const { url } = await client.ok('POST', '/api/v1/links', { bucket: 'media', key: 'pages/film.mpd' })
  const origin = 'https://page.example'
  const asked = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
  })
  expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'range'])
  for (const [address, status] of [
    [url, 206],
    [url.replace('film', 'gone'), 404],
    [url.replace('/media/', '/media/x'), 403],
  ]) {
    const answer = await fetch(address, { headers: { origin, range: 'bytes=0-2' } })
    const { headers } = answer
    expect([answer.status, headers.get('access-control-allow-origin')]).toEqual([status, '*'])
    expect(headers.get('access-control-expose-headers')).toBe('*')
    await answer.arrayBuffer()
  }
  expect((await fetch(url)).headers.get('content-type')).toBe('application/dash+xml')
  const native = await client.call('GET', '/api/v1/tasks', undefined, { origin })
  expect(native.headers.get('access-control-allow-origin')).toBeNull()
  await client.ok('DELETE', objectPath('media', 'pages/film.mpd'))
})

test('an object is written, read whole and in parts, and removed', async () => {
  const path = objectPath('media', 'a/b.txt')
  expect(await client.call('PUT', path, text)).toMatchObject({
    status: 201,
    json: { size: 26, key: 'a/b.txt' },
  })
  const whole = await get('a/b.txt')
  expect([whole.status, whole.text]).toEqual([200, text])
  const head = await client.call('HEAD', path)
  expect([head.status, head.headers.get('content-length'), head.headers.get('etag'), head.text]).toEqual([
    200,
    '26',
    whole.headers.get('etag'),
    '',
  ])
  for (const [range, status, part, contentRange] of [
    ['bytes=0-4', 206, 'abcde', 'bytes 0-4/26'],
    ['bytes=-3', 206, 'xyz', 'bytes 23-25/26'],
    ['bytes=20-', 206, 'uvwxyz', 'bytes 20-25/26'],
    ['bytes=20-900', 206, 'uvwxyz', 'bytes 20-25/26'],
    ['bytes=0-0', 206, 'a', 'bytes 0-0/26'],
    ['bytes=4-2', 200, text, null],
    ['lines=1-2', 200, text, null],
    ['bytes=0-1,3-4', 200, text, null],
  ] as const) {
    const answer = await get('a/b.txt', { range })
    expect([range, answer.status, answer.text, answer.headers.get('content-range')]).toEqual([
      range,
      status,
      part,
      contentRange,
    ])
  }
  const outside = await get('a/b.txt', { range: 'bytes=26-' })
  expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */26'])
  expect((await get('a/b.txt', { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304)
  expect((await client.call('PUT', path, 'new', { 'if-none-match': '*' })).status).toBe(412)
  expect((await client.call('PUT', path, 'new')).status).toBe(200)
  expect((await get('a/b.txt')).text).toBe('new')
  expect((await client.call('DELETE', path)).status).toBe(204)
  expect((await client.call('DELETE', path)).status).toBe(404)
  expect((await get('a/b.txt')).json).toMatchObject({ status: 404, code: 'object-not-found' })
})

test('an upload that is not what its Content-MD5 says leaves what was there', async () => {
  const put = (body: string, header: string) =>
    client.call('PUT', objectPath('media', 'checked.txt'), body, { 'content-md5': header })
  const digest = createHash('md5').update(text).digest('base64')
  expect((await put(text, digest)).status).toBe(201)
  const other = await put(text.toUpperCase(), digest)
  expect([other.status, other.json.path]).toEqual([400, 'Content-MD5'])
  expect((await put(text, 'no digest')).status).toBe(400)
  expect((await get('checked.txt')).text).toBe(text)
  await client.ok('DELETE', objectPath('media', 'checked.txt'))
})

test('keys of any script come back as they went in, in the order of their bytes, page by page', async () => {
  const keys = ['ä/ö ü.txt', '100%/#?&+=.txt', '日本/映画.mp4', 'emoji 🎬', "it's (1)*!.txt", 'a', 'A', 'a-b']
  await client.makeBuckets('scripts')
  for (const key of keys) await client.put('scripts', key, key)
  for (const key of keys) expect((await client.bytes('scripts', key)).toString()).toBe(key)
  const paged: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query: string = new URLSearchParams({ limit: '3', ...(after && { after }) }).toString()
    const page = await client.ok('GET', `/api/v1/buckets/scripts/objects?${query}`)
    paged.push(...page.objects.map((o: { key: string }) => o.key))
    after = page.next
  }
  expect(paged).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  expect(await client.keys('scripts', '日本/')).toEqual(['日本/映画.mp4'])
})

test('buckets: made once, listed, not removed while they hold something', async () => {
  expect((await client.call('PUT', '/api/v1/buckets/media')).json).toMatchObject({ code: 'bucket-exists' })
  await client.makeBuckets('short-lived')
  await client.put('short-lived', 'x', 'x')
  expect((await client.call('DELETE', '/api/v1/buckets/short-lived')).json).toMatchObject({
    code: 'bucket-not-empty',
  })
  await client.ok('DELETE', '/api/v1/buckets/short-lived/objects/x')
  expect((await client.call('DELETE', '/api/v1/buckets/short-lived')).status).toBe(204)
  expect((await client.call('GET', '/api/v1/buckets/short-lived/objects')).status).toBe(404)
  for (const name of ['A', 'ab', 'UPPER', '.tmp', 'x..y', '-ab', 'a'.repeat(64), '%2e%2e', 'a%2fb'])
    expect([
      name,
      (await rawHttp(server.url, { method: 'PUT', path: `/api/v1/buckets/${name}`, headers: auth() })).status,
    ]).toEqual([name, expect.toSatisfy((status) => status === 400 || status === 404)])
})

const auth = () => ({ authorization: client.authorization })

test.each([
  '../escape',
  'a/../../../escape',
  '%2e%2e%2fescape',
  'a/%2e%2e/%2e%2e/b',
  '..%5cescape',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  'a//b',
  'a/',
  './a',
  'a/.',
  '%00',
  'a%0ab',
  'a%5cb',
  'x'.repeat(256),
  `${'y/'.repeat(600)}z`,
  '%ff%fe',
  '%zz',
  '%',
])('the key %s is refused or names nothing, for reading and for writing', async (key) => {
  for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
    const path = `/api/v1/buckets/media/objects/${key}`
    const body = method === 'PUT' ? { body: 'evil' } : {}
    const { status, text } = await rawHttp(server.url, { method, path, headers: auth(), ...body })
    expect([method, status, text]).toEqual([
      method,
      expect.toSatisfy((s) => s === 400 || s === 404),
      expect.anything(),
    ])
  }
  expect(await client.keys('media')).toEqual([])
  expect((await readdir(server.dataDir)).sort()).not.toContain('escape')
  expect((await readdir(join(server.dataDir, 'buckets'))).filter((name) => name.includes('escape'))).toEqual(
    [],
  )
})

test('an upload that breaks off leaves nothing', async () => {
  const { port } = new URL(server.url)
  const put = request({
    ...{ port, method: 'PUT', path: objectPath('media', 'half.mp4') },
    headers: { ...auth(), 'content-length': '1000000' },
  })
  put.on('error', () => {})
  put.write(Buffer.alloc(300_000))
  await eventually('a file that grows', async () => (await leftovers(server.dataDir)).length > 0 || undefined)
  expect((await get('half.mp4')).status).toBe(404)
  put.destroy()
  await noLeftovers(server.dataDir)
  expect(await client.keys('media')).toEqual([])
})

const upload = (bytes: Buffer, metadata: Record<string, string>, more: object = {}) => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const made = new Upload(bytes, {
    endpoint: `${server.url}/api/v1/uploads`,
    headers: auth(),
    metadata,
    chunkSize: 50_000,
    retryDelays: null,
    onSuccess: () => resolve(),
    onError: reject,
    ...more,
  })
  return { upload: made, done: promise }
}

test('a resumable upload goes on after an interruption, and is seen only when it is whole', async () => {
  const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * 7919) % 251))
  const stopped = Promise.withResolvers<void>()
  const first = upload(
    bytes,
    { bucket: 'media', key: 'big/one.bin' },
    {
      onChunkComplete: (_size: number, accepted: number) => {
        if (accepted >= 150_000) void first.upload.abort().then(stopped.resolve)
      },
    },
  )
  first.upload.start()
  await stopped.promise
  expect((await get('big/one.bin')).status).toBe(404)
  const uploadUrl = first.upload.url
  expect(uploadUrl).toContain('/api/v1/uploads/')
  expect((await fetch(uploadUrl ?? '', { method: 'HEAD' })).status).toBe(401)
  const offset = await fetch(uploadUrl ?? '', {
    method: 'HEAD',
    headers: { ...auth(), 'tus-resumable': '1.0.0' },
  })
  expect(Number(offset.headers.get('upload-offset'))).toBeGreaterThanOrEqual(150_000)
  const sent: number[] = []
  const second = upload(
    bytes,
    { bucket: 'media', key: 'big/one.bin' },
    {
      uploadUrl,
      onProgress: (count: number) => sent.push(count),
    },
  )
  second.upload.start()
  await second.done
  expect(Math.min(...sent)).toBeGreaterThanOrEqual(150_000)
  expect((await client.bytes('media', 'big/one.bin')).equals(bytes)).toBe(true)
  expect(await readdir(join(server.dataDir, 'uploads'))).toEqual([])
})

test.each([
  ['no key', { bucket: 'media' }, 400],
  ['no bucket', { key: 'x' }, 400],
  ['an unknown bucket', { bucket: 'nowhere', key: 'x' }, 404],
  ['a key that climbs', { bucket: 'media', key: '../../x' }, 400],
  ['a bucket that climbs', { bucket: '../uploads', key: 'x' }, 404],
])('a resumable upload with %s is refused at its start', async (_name, metadata, status) => {
  const { upload: made, done } = upload(Buffer.from('x'), metadata)
  made.start()
  const error = (await done.catch((e) => e)) as { originalResponse?: { getStatus(): number } }
  expect(error.originalResponse?.getStatus()).toBe(status)
  expect(await readdir(join(server.dataDir, 'uploads'))).toEqual([])
})

test('a resumable upload without a key of the server is refused', async () => {
  const { upload: made, done } = upload(Buffer.from('x'), { bucket: 'media', key: 'x' }, { headers: {} })
  made.start()
  const error = (await done.catch((e) => e)) as { originalResponse?: { getStatus(): number } }
  expect(error.originalResponse?.getStatus()).toBe(401)
})
