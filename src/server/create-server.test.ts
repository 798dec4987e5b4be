import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { App } from '../app/app.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import { fail, PROBLEM_CODES, type ProblemCode } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import type { Dialect } from '../wire/dialect.ts'
import { honoured } from '../wire/fields.ts'
import { operation, type WireError } from '../wire/operation.ts'
import { createRateLimiter } from '../wire/rate-limit.ts'
import { createServer } from './create-server.ts'

const json = (status: number, body: unknown) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const errors = Object.fromEntries(PROBLEM_CODES.map((code) => [code, { status: 400, code }])) as Record<
  ProblemCode,
  WireError
>
const order: string[] = []

/** A service with actions on `/`, told by the header `x-toy`, and one with paths. */
const toy = (id: string): Dialect => ({
  id,
  title: id,
  operations: [
    operation({
      name: 'Echo',
      summary: '',
      docs: '',
      route: { by: 'action', action: 'Echo', version: '1' },
      request: z.object({ N: honoured(z.int()) }),
      response: z.unknown(),
      limit: { count: 3, perSeconds: 3600 },
      handle: async ({ N }) => ({ N }),
    }),
    operation({
      name: 'Break',
      summary: '',
      docs: '',
      route: { by: 'action', action: 'Break', version: '1' },
      request: z.object({}),
      response: z.unknown(),
      handle: async () => {
        throw new Error('secret path /data/x')
      },
    }),
    operation({
      name: 'GetThing',
      summary: '',
      docs: '',
      route: { by: 'path', method: 'GET', path: `/${id}/things/{name*}` },
      request: z.object({ name: honoured(z.string()) }),
      response: z.unknown(),
      handle: async ({ name }) => ({ name }),
    }),
  ],
  declined: [{ name: 'Fly', reason: 'no wings' }],
  errors,
  identify: (raw) => {
    if (raw.headers['x-toy'] !== id) return undefined
    const [action, version] = (raw.headers['x-action'] ?? '').split(' ')
    return {
      ...(action ? { action } : {}),
      ...(version ? { version } : {}),
      params: () => {
        order.push('params')
        return JSON.parse(Buffer.from(raw.body).toString() || '{}')
      },
    }
  },
  authenticate: async (raw) => {
    order.push('authenticate')
    if (raw.headers.authorization === 'bad') throw fail('signature-mismatch', 'wrong')
    return { project: projectId('p'), key: accessKeyId('k') }
  },
  readParams: (raw) => raw.pathParams,
  renderResult: (result) => json(200, { of: id, result }),
  renderError: (error, problem) => json(error.status, { of: id, code: error.code, message: problem.message }),
})

const faults: unknown[] = []
const make = () =>
  createServer({
    app: {} as App,
    gate: { findKey: async () => undefined, useNonce: async () => true, now: () => instant(0) },
    limiter: createRateLimiter(),
    onFault: (error) => faults.push(error),
    dialects: [toy('a'), toy('b')],
    fallback: toy('b'),
    metrics: {
      request: () => {},
      attempt: () => {},
      output: () => {},
      expose: async () => ({ text: '', contentType: '' }),
    },
    log: pino({ level: 'silent' }),
    maxBodyBytes: 100,
    corsOrigins: [],
  })
afterEach(() => {
  order.length = 0
  faults.length = 0
})

const call = async (headers: Record<string, string>, body = '', url = '/', server = make()) => {
  const response = await server.inject({
    method: body === '' && url !== '/' ? 'GET' : 'POST',
    url,
    headers,
    payload: body,
  })
  return { status: response.statusCode, type: response.headers['content-type'], ...response.json() }
}
const ask = (action: string, body = '', more: Record<string, string> = {}) =>
  call({ 'x-toy': 'a', 'x-action': action, ...more }, body)

it('finds the service by shape and answers with its exact content type', async () => {
  expect(await ask('Echo 1', '{"N":4}')).toEqual({
    status: 200,
    type: 'application/json',
    of: 'a',
    result: { N: 4 },
  })
  expect(await call({ 'x-toy': 'b', 'x-action': 'Echo 1' }, '{"N":4}')).toMatchObject({ of: 'b' })
})

it.each([
  ['no action', '', 'missing-parameter'],
  ['no version', 'Echo', 'missing-parameter'],
  ['another version', 'Echo 2', 'unknown-version'],
  ['an unknown action', 'Walk 1', 'unknown-operation'],
  ['a declined action', 'Fly 1', 'unsupported-operation'],
])('%s is said before anything is checked', async (_name, action, code) => {
  expect(await ask(action)).toMatchObject({ of: 'a', code })
  expect(order).toEqual([])
})

it('reads parameters only after the signature was found right', async () => {
  expect(await ask('Echo 1', '{"N":4}', { authorization: 'bad' })).toMatchObject({
    code: 'signature-mismatch',
  })
  expect(order).toEqual(['authenticate'])
  expect(await ask('Echo 1', '{"N":"x"}')).toMatchObject({ code: 'invalid-parameter' })
})

it('counts calls per operation and project', async () => {
  const server = make()
  const codes = []
  for (let i = 0; i < 4; i++)
    codes.push((await call({ 'x-toy': 'a', 'x-action': 'Echo 1' }, '{"N":1}', '/', server)).code)
  expect(codes).toEqual([undefined, undefined, undefined, 'rate-limited'])
})

it('says a fault of its own as the internal error and tells nothing of it', async () => {
  const answer = await ask('Break 1')
  expect(answer).toMatchObject({ of: 'a', code: 'internal' })
  expect(JSON.stringify(answer)).not.toContain('secret')
  expect(faults).toHaveLength(1)
})

it('refuses a body that is too large in the words of the service it was for', async () => {
  expect(await ask('Echo 1', `{"N":1,"x":"${'y'.repeat(200)}"}`)).toMatchObject({
    of: 'a',
    code: 'request-too-large',
  })
})

it('takes path routes, the rest of a path whole, and answers what nobody serves', async () => {
  expect(await call({}, '', '/a/things/x/%C3%BC%2Fz')).toMatchObject({ of: 'a', result: { name: 'x/ü/z' } })
  expect(await call({}, '', '/nowhere')).toMatchObject({ of: 'b', code: 'unknown-operation' })
})

it('tells with which methods a path is served that was asked for with another', async () => {
  const at = (url: string) => make().inject({ method: 'PUT', url })
  const known = await at('/b/things/x/y')
  expect([known.statusCode, known.headers.allow]).toEqual([405, 'GET'])
  expect(known.json()).toMatchObject({ of: 'b', code: 'unknown-operation' })
  // Whose paths are another service's, that one speaks for itself.
  expect((await at('/a/things/x')).headers.allow).toBeUndefined()
  expect((await at('/nowhere')).headers.allow).toBeUndefined()
})
