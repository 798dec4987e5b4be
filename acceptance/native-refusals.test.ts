import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NativeClient } from './support/native.ts'
import { rawHttp } from './support/raw-http.ts'
import { type RunningServer, startServer } from './support/server.ts'

let server: RunningServer
let client: NativeClient
const MAX_BODY = 100_000

beforeAll(async () => {
  server = await startServer({ env: { PENTODE_MAX_BODY_BYTES: String(MAX_BODY), PENTODE_WORKERS: '0' } })
  client = new NativeClient(server)
  await client.makeBuckets('media', 'outputs')
})
afterAll(() => server?.[Symbol.asyncDispose]())

const source = { bucket: 'media', key: 'clip.mp4' }
const file = { kind: 'file', container: 'mp4', video: {} }
const task = (more: object) => ({ source, outputs: [{ spec: file }], ...more })
const withSpec = (spec: unknown) => ({ source, outputs: [{ spec }] })
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** A refusal is problem details that name what is at fault, and the server goes on. */
const expectRefused = async (
  answer: Promise<{ status: number; text: string }>,
  status: number,
  code: string,
  words: RegExp = /./,
) => {
  const { status: found, text } = await answer
  expect([found, text]).toEqual([status, expect.stringContaining(`"code":"${code}"`)])
  const said = JSON.parse(text)
  expect(said).toMatchObject({ status, title: expect.any(String), requestId: expect.any(String) })
  expect(said.detail).toMatch(words)
  expect(text).not.toMatch(/\/work\/|node_modules|at .*\.ts:\d/)
  expect(await client.ok('GET', '/api/v1/tasks')).toEqual({ tasks: [] })
}

test.each([
  ['nothing', {}, 'missing-parameter', /source|outputs/],
  ['no outputs', { source }, 'missing-parameter', /outputs/],
  ['an empty list of outputs', { source, outputs: [] }, 'value-out-of-range', /outputs/],
  ['too many outputs', { source, outputs: Array(65).fill({ spec: file }) }, 'value-out-of-range', /outputs/],
  ['a list of texts', { source, outputs: ['mp4'] }, 'invalid-parameter', /outputs\.0/],
  ['outputs as a text', { source, outputs: 'mp4' }, 'invalid-parameter', /outputs/],
  ['an unknown template', { source, outputs: [{ template: 'no-such' }] }, 'template-not-found', /no-such/],
  [
    'template and spec',
    { source, outputs: [{ template: 'sprite', spec: file }] },
    'invalid-parameter',
    /template/,
  ],
  ['neither template nor spec', { source, outputs: [{}] }, 'missing-parameter', /template/],
  ['an unknown field', task({ pirority: 3 }), 'unknown-parameter', /pirority/],
  [
    'an unknown field deep inside',
    withSpec({ ...file, video: { colour: 1 } }),
    'unknown-parameter',
    /outputs\.0\.spec\.video\.colour/,
  ],
  ['a number as a text', withSpec({ ...file, video: { bFrames: '2' } }), 'invalid-parameter', /bFrames/],
  [
    'a fraction of a pixel',
    withSpec({ ...file, video: { size: { width: 100.5 } } }),
    'invalid-parameter',
    /width/,
  ],
  [
    'a picture too large',
    withSpec({ ...file, video: { size: { width: 99_999 } } }),
    'value-out-of-range',
    /width/,
  ],
  ['an unknown kind', withSpec({ kind: 'hologram' }), 'invalid-parameter', /kind/],
  ['an unknown codec', withSpec({ ...file, video: { codec: 'av7' } }), 'value-out-of-range', /codec/],
  [
    'an option smuggled into a level',
    withSpec({ ...file, video: { level: '4.1 -y /etc/passwd' } }),
    'invalid-parameter',
    /level/,
  ],
  [
    'a rendition with a path as name',
    withSpec({ kind: 'stream', renditions: [{ name: '../x', video: {} }] }),
    'invalid-parameter',
    /name/,
  ],
  [
    'a range that ends before it begins',
    withSpec({ ...file, range: { start: 2, end: 1 } }),
    'invalid-parameter',
    /end/,
  ],
  ['a priority out of range', task({ priority: 11 }), 'value-out-of-range', /priority/],
  ['a null', task({ priority: null }), 'invalid-parameter', /priority/],
  [
    'a file of the machine',
    { source: { from: 'file', path: '/etc/passwd' }, outputs: [{ spec: file }] },
    'unknown-parameter',
    /from|path/,
  ],
  [
    'a file URL',
    { source: { url: 'file:///etc/passwd' }, outputs: [{ spec: file }] },
    'invalid-parameter',
    /url/,
  ],
  [
    'a bucket without a key',
    { source: { bucket: 'media' }, outputs: [{ spec: file }] },
    'missing-parameter',
    /key/,
  ],
  [
    'an unknown source bucket',
    { source: { bucket: 'nowhere', key: 'x' }, outputs: [{ spec: file }] },
    'bucket-not-found',
    /nowhere/,
  ],
  [
    'an unknown destination bucket',
    { source, outputs: [{ spec: file, to: { bucket: 'nowhere', key: 'x.mp4' } }] },
    'bucket-not-found',
    /nowhere/,
  ],
  [
    'a destination that climbs',
    { source, outputs: [{ spec: file, to: { bucket: 'outputs', key: '../x.mp4' } }] },
    'invalid-object-key',
    /\.\./,
  ],
  [
    'a source that climbs',
    { source: { bucket: 'media', key: 'a/../../x' }, outputs: [{ spec: file }] },
    'invalid-object-key',
    /\.\./,
  ],
  [
    'two outputs to one place',
    {
      source,
      outputs: [1, 2].map((n) => ({ name: `n${n}`, spec: file, to: { bucket: 'outputs', key: 'x.mp4' } })),
    },
    'invalid-parameter',
    /x\.mp4/,
  ],
  [
    'two outputs of one name',
    {
      source,
      outputs: [
        { name: 'n', spec: file },
        { name: 'n', spec: file },
      ],
    },
    'invalid-parameter',
    /"n"/,
  ],
] as const)('a task with %s is refused', async (_what, body, code, words) => {
  const status = code.endsWith('-not-found') ? 404 : 400
  await expectRefused(client.call('POST', '/api/v1/tasks', body), status, code, words)
})

test.each([
  ['no JSON', '{"source":', 'malformed-request'],
  ['a list', '[]', 'malformed-request'],
  ['null', 'null', 'malformed-request'],
  ['a byte that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'malformed-request'],
  ['__proto__', '{"__proto__": {"priority": 9}}', 'malformed-request'],
  [
    '__proto__ deep inside',
    `{"source": {"bucket": "media", "key": "k", "__proto__": {}}, "outputs": []}`,
    'malformed-request',
  ],
  ['a thousand levels', nested(1000), 'malformed-request'],
  ['sixteen thousand levels', nested(16_000), 'malformed-request'],
] as const)('a body of %s is refused', async (_what, body, code) => {
  const answer = client.call('POST', '/api/v1/tasks', body, { 'content-type': 'application/json' })
  await expectRefused(answer, 400, code)
})

test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
  'a body of the type "%s" is refused',
  async (type) => {
    const headers = type === '' ? {} : { 'content-type': type }
    const body = JSON.stringify(task({}))
    const answer = rawHttp(server.url, {
      ...{ method: 'POST', path: '/api/v1/tasks', body },
      headers: { authorization: client.authorization, 'content-length': String(body.length), ...headers },
    })
    await expectRefused(answer, 400, 'malformed-request', /application\/json/)
  },
)

test('a body over the limit is refused, whether it says its length or not', async () => {
  const body = JSON.stringify(task({ userData: 'x'.repeat(MAX_BODY) }))
  await expectRefused(
    client.call('POST', '/api/v1/tasks', body, { 'content-type': 'application/json' }),
    413,
    'request-too-large',
    /100000/,
  )
  const answer = await fetch(`${server.url}/api/v1/tasks`, {
    ...{ method: 'POST', duplex: 'half', body: new Blob([body]).stream() },
    headers: { authorization: client.authorization, 'content-type': 'application/json' },
  } as RequestInit)
  expect(answer.status).toBe(413)
})

test.each([
  ['GET', '/api/v1/nothing', 404],
  ['GET', '/api/v2/tasks', 404],
  ['GET', '/', 404],
  ['PATCH', '/api/v1/tasks', 404],
  ['DELETE', '/api/v1/tasks', 404],
  ['POST', '/api/v1/health', 404],
  ['BREW', '/api/v1/tasks', 400],
] as const)('%s %s is not served', async (method, path, status) => {
  const { status: found } = await rawHttp(server.url, {
    method,
    path,
    headers: { authorization: client.authorization },
  })
  expect([method, found]).toEqual([method, expect.toSatisfy((s) => s === status || s === 405 || s === 404)])
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
})

test.each([
  ['/api/v1/tasks?limit=0', 'value-out-of-range', /limit/],
  ['/api/v1/tasks?limit=101', 'value-out-of-range', /limit/],
  ['/api/v1/tasks?limit=1e1', 'invalid-parameter', /limit/],
  ['/api/v1/tasks?limit=1&limit=2', 'malformed-request', /limit/],
  ['/api/v1/tasks?page=AAAA', 'invalid-parameter', /page/],
  ['/api/v1/tasks?createdFrom=yesterday', 'invalid-parameter', /createdFrom/],
  ['/api/v1/tasks?nope=1', 'unknown-parameter', /nope/],
  ['/api/v1/tasks?__proto__=1', 'unknown-parameter', /__proto__/],
  ['/api/v1/tasks?constructor=1', 'unknown-parameter', /constructor/],
  ['/api/v1/events?after=-1', 'value-out-of-range', /after/],
  ['/api/v1/buckets/media/objects?limit=5000', 'value-out-of-range', /limit/],
] as const)('the query %s is refused', async (path, code, words) => {
  await expectRefused(client.call('GET', path), 400, code, words)
})

test.each([
  '%',
  '%zz',
  '%e0%a4',
  '%c0%ae',
  'nope',
  '0',
  '99999999999999999999',
  '-1',
  'f'.repeat(32),
  '%00',
  "'; drop table tasks;--",
  '..%2f..',
])('a task named %s is not there', async (id) => {
  for (const [method, tail] of [
    ['GET', ''],
    ['POST', '/cancel'],
    ['POST', '/retry'],
    ['GET', '/attempts'],
    ['GET', '/events'],
  ] as const) {
    const path = `/api/v1/tasks/${id.includes("'") ? encodeURIComponent(id) : id}${tail}`
    const { status, text } = await rawHttp(server.url, {
      method,
      path,
      headers: { authorization: client.authorization },
    })
    expect([path, status, text]).toEqual([
      path,
      expect.toSatisfy((s) => s === 400 || s === 404),
      expect.stringContaining('"code"'),
    ])
  }
})

test('without a key, or with a wrong one, nothing is said', async () => {
  const key = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
  const { keyId, secret } = server
  const cases = [
    [{}, 'auth-missing'],
    [key(`${keyId}:wrong`), 'invalid-credentials'],
    [key(`${keyId}:${secret}x`), 'invalid-credentials'],
    [key(`${keyId}:${secret.slice(0, -1)}`), 'invalid-credentials'],
    [key(`nobody:${secret}`), 'invalid-credentials'],
    [key(`${keyId}:`), 'auth-malformed'],
    [{ authorization: 'Basic !!!' }, 'auth-malformed'],
    [{ authorization: `Digest ${keyId}` }, 'auth-malformed'],
    [{ authorization: `Bearer ${keyId}` }, 'auth-malformed'],
  ] as const
  for (const [headers, code] of cases)
    for (const path of [
      '/api/v1/tasks',
      '/api/v1/buckets',
      '/api/v1/buckets/media/objects/x',
      '/api/v1/templates',
      '/api/v1/events',
    ]) {
      const answer = await fetch(server.url + path, { headers })
      const said = (await answer.json()) as { code: string; detail: string }
      expect([path, answer.status, said.code]).toEqual([path, 401, code])
      expect(answer.headers.get('www-authenticate')).toMatch(/realm="Pentode"/)
      expect(said.detail).not.toContain(secret)
    }
  const bearer = await fetch(`${server.url}/api/v1/tasks`, {
    headers: { authorization: `Bearer ${keyId}:${secret}` },
  })
  expect(bearer.status).toBe(200)
})

test('bytes that are no HTTP do not disturb anybody', async () => {
  const { hostname, port } = new URL(server.url)
  for (const bytes of [
    '\0\0\0\0',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n',
  ]) {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end(bytes))
      let text = ''
      socket.setEncoding('latin1').on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^$|^HTTP\/1\.1 (400|505)/)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  }
})
