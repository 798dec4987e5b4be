import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { accessKeyId, projectId } from '../../domain/ids.ts'
import { DomainError } from '../../domain/problem.ts'
import { instant } from '../../domain/units.ts'
import type { Gate } from '../../wire/dialect.ts'
import type { RawRequest } from '../../wire/request.ts'
import { authenticate } from './auth.ts'
import recorded from './fixtures/official-client-requests.json' with { type: 'json' }
import { wireProjectId } from './project-id.ts'
import { issueToken } from './token.ts'

const KEY = {
  id: accessKeyId('AKTEST'),
  secret: 'SKTEST',
  project: projectId('demo'),
  createdAt: instant(0),
}
const NOW = instant(Date.UTC(2026, 10, 21, 23, 40, 12))
const gateAt = (now: number): Gate => ({
  findKey: async (id) => (id === KEY.id ? KEY : undefined),
  now: () => instant(now),
  useNonce: async () => true,
})
const codeOf = async (raw: RawRequest, now: number = NOW): Promise<string> => {
  try {
    const caller = await authenticate(raw, gateAt(now))
    return `${caller.project} ${caller.key}`
  } catch (error) {
    if (error instanceof DomainError) return error.problem.code
    throw error
  }
}

type Recorded = (typeof recorded)[number]
const rawOf = ({ method, path, query, headers, body }: Recorded): RawRequest => ({
  method,
  path,
  query,
  headers: headers as unknown as Readonly<Record<string, string>>,
  // The server does not read bodies of GET requests.
  body: method === 'GET' ? new Uint8Array() : Buffer.from(body),
  pathParams: {},
})

test.each(recorded)('the official client, as recorded: $name', async (request) => {
  expect(await codeOf(rawOf(request))).toBe('demo AKTEST')
})

const vector = (signature: string): RawRequest => ({
  method: 'GET',
  path: '/v1/p0123456789abcdef0123456789abcdef/transcodings',
  query: 'task_id=100&task_id=22123973&task_id=9',
  headers: {
    'content-type': 'application/json',
    host: '127.0.0.1:18090',
    'x-project-id': 'p0123456789abcdef0123456789abcdef',
    'x-sdk-date': '20261121T205325Z',
    authorization: `SDK-HMAC-SHA256 Access=AKTEST, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=${signature}`,
  },
  body: new Uint8Array(),
  pathParams: {},
})
const GET_SIGNATURE = 'd17bddf72ab57ca46262a7bc6476915caf6c55afe80c552911be481dbd45f6f4'
const VECTOR_TIME = Date.UTC(2026, 10, 21, 20, 53, 25)
const MINUTE = 60_000

describe('a request of three ids', () => {
  const good = vector(GET_SIGNATURE)

  test.each([0, -15 * MINUTE, 15 * MINUTE])('is taken %d ms from its date', async (distance) =>
    expect(await codeOf(good, VECTOR_TIME + distance)).toBe('demo AKTEST'),
  )
  test.each([-15 * MINUTE - 1, 15 * MINUTE + 1])('is refused %d ms from its date', async (distance) =>
    expect(await codeOf(good, VECTOR_TIME + distance)).toBe('signature-expired'),
  )

  const mutants: readonly [string, Partial<RawRequest>][] = [
    ['another method', { method: 'DELETE' }],
    ['another path', { path: good.path.replace('transcodings', 'thumbnails') }],
    ['another id', { query: good.query.replace('=9', '=8') }],
    ['one id less', { query: 'task_id=100&task_id=9' }],
    ['another body', { body: Buffer.from('{"a":1}') }],
    ['another host', { headers: { ...good.headers, host: '127.0.0.1:18091' } }],
    ['another date', { headers: { ...good.headers, 'x-sdk-date': '20261121T205326Z' } }],
  ]
  test.each(mutants)('is refused with %s', async (_, change) =>
    expect(await codeOf({ ...good, ...change }, VECTOR_TIME)).toBe('signature-mismatch'),
  )
  test('is taken with its query encoded another way', async () =>
    expect(
      await codeOf({ ...good, query: 'task%5Fid=1%30%30&task_id=22123973&task_id=9' }, VECTOR_TIME),
    ).toBe('demo AKTEST'))
})

/** Signs as the clients that name fewer headers do. */
const sign = (raw: RawRequest, names: readonly string[], canonicalQuery: string): RawRequest => {
  const sha = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
  const lines = names.map((name) => `${name}:${raw.headers[name]}\n`).join('')
  const request = [raw.method, `${raw.path}/`, canonicalQuery, lines, names.join(';'), sha(raw.body)].join(
    '\n',
  )
  const text = `SDK-HMAC-SHA256\n${raw.headers['x-sdk-date']}\n${sha(request)}`
  const signature = createHmac('sha256', KEY.secret).update(text).digest('hex')
  return {
    ...raw,
    headers: {
      ...raw.headers,
      authorization: `SDK-HMAC-SHA256 Access=AKTEST, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
  }
}

const plain = (change: Partial<RawRequest> = {}): RawRequest => ({
  method: 'GET',
  path: '/v1/p/transcodings',
  query: '',
  headers: { host: 'h', 'user-agent': 'go', 'x-project-id': 'p', 'x-sdk-date': '20261121T234012Z' },
  body: new Uint8Array(),
  pathParams: {},
  ...change,
})
const GO_HEADERS = ['user-agent', 'x-project-id', 'x-sdk-date']

test('a client that signs no host, and repeated names in another order than it sends them', async () => {
  const raw = plain({ query: 'task_id=9&task_id=100' })
  expect(await codeOf(sign(raw, GO_HEADERS, 'task_id=100&task_id=9'))).toBe('demo AKTEST')
  expect(await codeOf(sign(raw, GO_HEADERS, 'task_id=9&task_id=100'))).toBe('demo AKTEST')
  expect(await codeOf(sign(raw, GO_HEADERS, 'task_id=9'))).toBe('signature-mismatch')
})

test('a client that writes an empty value without its equals sign', async () =>
  expect(await codeOf(sign(plain({ query: 'status=' }), GO_HEADERS, 'status'))).toBe('demo AKTEST'))

test('the date must be signed, and signed headers must be there', async () => {
  expect(await codeOf(sign(plain(), ['host'], ''))).toBe('auth-malformed')
  const { 'user-agent': _, ...less } = plain().headers
  expect(await codeOf({ ...sign(plain(), GO_HEADERS, ''), headers: less })).toBe('auth-missing')
  const whole = sign(plain(), GO_HEADERS, '')
  const { 'user-agent': __, ...headers } = whole.headers
  expect(await codeOf({ ...whole, headers })).toBe('auth-malformed')
})

test('an unsigned payload is refused, and an unknown key told apart', async () => {
  const unsigned = plain({ headers: { ...plain().headers, 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' } })
  expect(await codeOf(sign(unsigned, GO_HEADERS, ''))).toBe('signature-mismatch')
  const raw = sign(plain(), GO_HEADERS, '')
  const authorization = raw.headers.authorization!.replace('AKTEST', 'AKNONE')
  expect(await codeOf({ ...raw, headers: { ...raw.headers, authorization } })).toBe('unknown-access-key')
})

describe('tokens', () => {
  const withToken = (token: string, id = wireProjectId(KEY.project)) =>
    plain({ headers: { 'x-auth-token': token }, pathParams: { project_id: id } })
  const token = issueToken(KEY.id, KEY.secret, instant(NOW + 1000))

  test('hold until their end', async () => {
    expect(await codeOf(withToken(token))).toBe('demo AKTEST')
    expect(await codeOf(withToken(token), NOW + 999)).toBe('demo AKTEST')
    expect(await codeOf(withToken(token), NOW + 1000)).toBe('signature-expired')
  })
  test('cannot be made or changed without the secret', async () => {
    expect(await codeOf(withToken(issueToken(KEY.id, 'other', instant(NOW + 1000))))).toBe(
      'signature-mismatch',
    )
    expect(await codeOf(withToken(issueToken('AKNONE', '0'.repeat(40), instant(NOW + 1000))))).toBe(
      'signature-mismatch',
    )
    const [, seal] = token.split('.')
    const longer = Buffer.from(JSON.stringify({ key: KEY.id, expiresAt: NOW + 9e9 })).toString('base64url')
    for (const forged of [`${longer}.${seal}`, `${token}.x`, 'x', '', `${token}A`])
      expect(await codeOf(withToken(forged))).toBe('signature-mismatch')
  })
  test('open their own project only', async () => {
    expect(await codeOf(withToken(token, '0'.repeat(32)))).toBe('forbidden')
    expect(await codeOf(withToken(token, '{project_id}'))).toBe('forbidden')
  })
})

test('a login is a password in the body', async () => {
  const login = (name: string, password: string) =>
    plain({
      method: 'POST',
      path: '/v3/auth/tokens',
      headers: {},
      body: Buffer.from(
        JSON.stringify({
          auth: { identity: { methods: ['password'], password: { user: { name, password } } } },
        }),
      ),
    })
  expect(await codeOf(login('AKTEST', 'SKTEST'))).toBe('demo AKTEST')
  expect(await codeOf(login('AKTEST', 'SKTESU'))).toBe('signature-mismatch')
  expect(await codeOf(login('AKNONE', '0'.repeat(40)))).toBe('signature-mismatch')
})
