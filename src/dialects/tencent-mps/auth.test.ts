import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accessKeyId, projectId } from '../../domain/ids.ts'
import { DomainError, type Problem } from '../../domain/problem.ts'
import { instant } from '../../domain/units.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { authenticate } from './auth.ts'
import { identify } from './identify.ts'

/** What the official Node client sent to a server that recorded it. */
const recorded = JSON.parse(
  readFileSync(new URL('fixtures/official-client-requests.json', import.meta.url), 'utf8'),
) as { name: string; method: string; url: string; headers: Record<string, string>; body: string }[]

const ID = 'AKIDgolden0000000000000000000000000000'
const SECRET = 'golden-secret-key'
const SIGNED_AT = 1_795_301_033

const gateAt = (seconds: number, known = true): Gate => ({
  findKey: async (id) =>
    known && id === ID
      ? { id: accessKeyId(ID), secret: SECRET, project: projectId('p'), createdAt: instant(0) }
      : undefined,
  now: () => instant(seconds * 1000),
  useNonce: async () => true,
})

const rawOf = ({ method, url, headers, body }: (typeof recorded)[number]): RawRequest => {
  const [path = '', query = ''] = url.split('?', 2)
  return { method, path, query, headers, body: Buffer.from(body), pathParams: {} }
}
const golden = recorded.map((request) => ({ name: request.name, raw: rawOf(request) }))
const post = golden[0]!.raw

const problemOf = async (raw: RawRequest, gate = gateAt(SIGNED_AT)): Promise<Problem | undefined> => {
  try {
    await authenticate(raw, gate)
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.problem
    throw error
  }
}
const codeOf = async (raw: RawRequest, gate?: Gate) => (await problemOf(raw, gate))?.code

test.each(golden)('takes the official client’s $name, to both edges of the window', async ({ raw }) => {
  expect(await authenticate(raw, gateAt(SIGNED_AT))).toEqual({ project: 'p', key: ID })
  expect(await codeOf(raw, gateAt(SIGNED_AT + 300.9))).toBeUndefined()
  expect(await codeOf(raw, gateAt(SIGNED_AT - 300))).toBeUndefined()
  expect(await codeOf(raw, gateAt(SIGNED_AT + 301))).toBe('signature-expired')
  expect(await codeOf(raw, gateAt(SIGNED_AT - 301))).toBe('signature-expired')
})

test.each(golden)('reads the action and parameters of $name', ({ raw }) => {
  const asked = identify(raw)
  expect(asked).toMatchObject({ version: '2019-06-12' })
  const params = asked?.params(raw)
  if (asked?.action === 'DescribeTaskDetail') expect(params).toEqual({ TaskId: 'abc é' })
  else {
    const text = raw === post ? (value: number) => value : String
    expect(params).toEqual({
      InputInfo: {
        Type: 'COS',
        CosInputInfo: { Bucket: 'in-1300000000', Region: 'ap-guangzhou', Object: '/é a+b.mp4' },
      },
      MediaProcessTask: { TranscodeTaskSet: [{ Definition: text(10), StartTimeOffset: text(0.5) }] },
      SessionContext: 'a b+c&d=é~*',
    })
  }
})

test.each(golden)(
  'tells an unknown key from a wrong signature, and says nothing more: $name',
  async ({ raw }) => {
    const problem = await problemOf(raw, gateAt(SIGNED_AT, false))
    expect(problem?.code).toBe('unknown-access-key')
    expect(problem?.message).not.toContain('string to sign')
  },
)

const flipBit = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
const withHeader = (raw: RawRequest, name: string, change: (value: string) => string): RawRequest => ({
  ...raw,
  headers: { ...raw.headers, [name]: change(raw.headers[name] ?? '') },
})

test('refuses a TC3 request of which any signed part was changed', async () => {
  const get = golden[1]!.raw
  const mutants: [string, RawRequest][] = [
    ...Array.from({ length: post.body.length }, (_, at): [string, RawRequest] => [
      `body byte ${at}`,
      { ...post, body: flipBit(post.body, at) },
    ]),
    ['body cut', { ...post, body: post.body.slice(0, -1) }],
    ['body longer', { ...post, body: Buffer.concat([post.body, Buffer.from(' ')]) }],
    ['method', { ...post, method: 'PUT' }],
    ['path', { ...post, path: '//' }],
    ['query added', { ...post, query: 'a=b' }],
    ['query order', { ...get, query: get.query.split('&').reverse().join('&') }],
    ['query encoding', { ...get, query: get.query.replace('%20', '+') }],
    ['query case', { ...get, query: get.query.replace('%C3', '%c3') }],
    ['host', withHeader(post, 'host', () => '127.0.0.2:80')],
    ['content type', withHeader(post, 'content-type', () => 'application/json; charset=utf-8')],
    ['timestamp', withHeader(post, 'x-tc-timestamp', (t) => String(Number(t) + 1))],
    ['date', withHeader(post, 'authorization', (a) => a.replace('2026-11-21', '2026-11-22'))],
    ['service', withHeader(post, 'authorization', (a) => a.replace('/127/', '/mps/'))],
    [
      'signed headers',
      withHeader(post, 'authorization', (a) => a.replace('content-type;host', 'host;content-type')),
    ],
    [
      'one more signed header',
      withHeader(post, 'authorization', (a) => a.replace(';host', ';host;x-tc-action')),
    ],
    ['last digit', withHeader(post, 'authorization', (a) => a.slice(0, -1) + (a.endsWith('0') ? '1' : '0'))],
  ]
  for (const [what, raw] of mutants) expect([what, await codeOf(raw)]).toEqual([what, 'signature-mismatch'])
})

test('refuses an Authorization header that is not well-formed', async () => {
  const changes: ((value: string) => string)[] = [
    () => 'SKIP',
    (a) => a.replace('TC3-HMAC-SHA256', 'TC3-HMAC-SHA1'),
    (a) => a.replace('TC3-HMAC-SHA256', 'tc3-hmac-sha256'),
    (a) => a.replace(/Signature=\w+/, (s) => `Signature=${s.slice(10).toUpperCase()}`),
    (a) => a.slice(0, -1),
    (a) => `${a}0`,
    (a) => ` ${a}`,
    (a) => a.replace('/tc3_request', ''),
    (a) => a.replace('content-type;host', 'content-type'),
    (a) => a.replace('content-type;host', 'host'),
    (a) => a.replace('content-type;host', 'content-type;host;host'),
    (a) => a.replace('content-type;host', 'content-type;host;x-absent'),
  ]
  for (const change of changes) {
    const raw = withHeader(post, 'authorization', change)
    expect([raw.headers.authorization, await codeOf(raw)]).toEqual([
      raw.headers.authorization,
      'auth-malformed',
    ])
  }
  const { authorization: _, ...headers } = post.headers
  expect(await codeOf({ ...post, headers })).toBe('auth-missing')
  expect(await codeOf(withHeader(post, 'x-tc-timestamp', () => ''))).toBe('missing-parameter')
  expect(await codeOf(withHeader(post, 'x-tc-timestamp', (t) => `${t}.5`))).toBe('auth-malformed')
})

test('takes what means the same: spaces after commas, other unsigned headers', async () => {
  expect(await codeOf(withHeader(post, 'authorization', (a) => a.replaceAll(', ', ',')))).toBeUndefined()
  expect(await codeOf(withHeader(post, 'x-tc-region', () => 'ap-beijing'))).toBeUndefined()
  expect(await codeOf(withHeader(post, 'host', (h) => h.replace(/:\d+/, '')))).toBeUndefined()
})

const sign = (
  headers: Record<string, string>,
  body: string,
  { fold = (value: string) => value, date = '2026-11-21' } = {},
): RawRequest => {
  const names = Object.keys(headers).sort()
  const canonical = [
    'POST\n/\n',
    ...names.map((name) => `${name}:${fold(headers[name] ?? '')}`),
    '',
    names.join(';'),
    createHash('sha256').update(body).digest('hex'),
  ].join('\n')
  const scope = `${date}/mps/tc3_request`
  const text = `TC3-HMAC-SHA256\n${SIGNED_AT}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`
  const step = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const key = step(step(step(`TC3${SECRET}`, date), 'mps'), 'tc3_request')
  const signature = step(key, text).toString('hex')
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: {
      ...headers,
      'x-tc-timestamp': String(SIGNED_AT),
      authorization: `TC3-HMAC-SHA256 Credential=${ID}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
    body: Buffer.from(body),
    pathParams: {},
  }
}

test('takes the host with its port, more signed headers, and lower-cased values', async () => {
  const headers = {
    host: 'mps.example:7005',
    'content-type': 'application/json; charset=UTF-8',
    'x-tc-action': 'DescribeTasks',
  }
  expect(await codeOf(sign(headers, '{}'))).toBeUndefined()
  expect(await codeOf(sign(headers, '{}', { fold: (value) => value.toLowerCase() }))).toBeUndefined()
  const changed = withHeader(sign(headers, '{}'), 'x-tc-action', () => 'ManageTask')
  expect(await codeOf(changed)).toBe('signature-mismatch')
})

test('refuses a right signature under another day than the timestamp’s', async () => {
  const headers = { host: 'h', 'content-type': 'application/json' }
  expect(await codeOf(sign(headers, '{}'))).toBeUndefined()
  const problem = await problemOf(sign(headers, '{}', { date: '2026-11-20' }))
  expect(problem?.code).toBe('signature-mismatch')
  expect(problem?.message).toContain('2026-11-20')
})

test('refuses an unsigned body, and says so', async () => {
  const raw = sign(
    { host: 'h', 'content-type': 'application/json', 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' },
    'UNSIGNED-PAYLOAD',
  )
  const problem = await problemOf(raw)
  expect(problem?.code).toBe('signature-mismatch')
  expect(problem?.message).toContain('UNSIGNED-PAYLOAD')
})

test('shows a known key the string to sign and the canonical request', async () => {
  const problem = await problemOf({ ...post, body: Buffer.from('{}') })
  expect(problem?.message).toContain('TC3-HMAC-SHA256\\n1795301033\\n2026-11-21/127/tc3_request\\n')
  expect(problem?.message).toContain(createHash('sha256').update('{}').digest('hex'))
})

test('a rotated secret does not pass with the key derived from the old one', async () => {
  expect(await codeOf(post)).toBeUndefined()
  const rotated: Gate = {
    ...gateAt(SIGNED_AT),
    findKey: async () => ({
      id: accessKeyId(ID),
      secret: 'rotated',
      project: projectId('p'),
      createdAt: instant(0),
    }),
  }
  expect(await codeOf(post, rotated)).toBe('signature-mismatch')
})

test('refuses a v1 request of which any parameter was changed', async () => {
  for (const { raw, name } of golden.slice(2, 6)) {
    const text = raw.method === 'GET' ? raw.query : Buffer.from(raw.body).toString()
    const put = (changed: string): RawRequest =>
      raw.method === 'GET' ? { ...raw, query: changed } : { ...raw, body: Buffer.from(changed) }
    const mutants = [
      text.replace('Definition=10', 'Definition=20'),
      text.replace('Action=ProcessMedia', 'Action=ManageTask'),
      text.replace(/Nonce=(\d)/, 'Nonce=1$1'),
      text.replace('Timestamp=1795301033', 'Timestamp=1795301034'),
      text.replace('SignatureMethod=HmacSHA', 'SignatureMethod=XmacSHA'),
      `${text}&Extra=1`,
      text.replace(/Signature=\w/, (s) => `Signature=${s.endsWith('A') ? 'B' : 'A'}`),
    ]
    for (const mutant of mutants)
      expect([name, mutant, await codeOf(put(mutant))]).toEqual([name, mutant, 'signature-mismatch'])
    expect(await codeOf(put(`${text}&SecretId=other`))).toBe('malformed-request')
    expect(await codeOf(put(text.replace(/&Nonce=\d+/, '')))).toBe('missing-parameter')
    expect(
      await codeOf({
        ...raw,
        method: raw.method === 'GET' ? 'POST' : 'PUT',
        query: text,
        body: Buffer.from(text),
      }),
    ).toBe('signature-mismatch')
    const reordered = text.split('&').reverse().join('&')
    expect(await codeOf(put(reordered))).toBeUndefined()
  }
})
