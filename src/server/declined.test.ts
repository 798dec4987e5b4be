import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { App } from '../app/app.ts'
import { accessKeyId, projectId } from '../domain/ids.ts'
import { fail, PROBLEM_CODES, type ProblemCode } from '../domain/problem.ts'
import { instant } from '../domain/units.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { WireError } from '../wire/operation.ts'
import { noRateLimits } from '../wire/rate-limit.ts'
import { createServer } from './create-server.ts'

const service: Dialect = {
  id: 'rest',
  title: 'rest',
  operations: [],
  declined: [
    {
      name: 'flyThing',
      reason: 'no wings',
      route: { by: 'path', method: 'POST', path: '/v1/{project}/flights' },
    },
    { name: 'swim', reason: 'no fins' },
  ],
  errors: Object.fromEntries(PROBLEM_CODES.map((code) => [code, { status: 404, code }])) as Record<
    ProblemCode,
    WireError
  >,
  authenticate: async ({ headers, pathParams }) => {
    if (headers.authorization !== 'good') throw fail('signature-mismatch', 'wrong')
    return { project: projectId(pathParams.project ?? ''), key: accessKeyId('k') }
  },
  renderResult: () => ({ status: 200, headers: {}, body: 'a result' }),
  renderError: ({ status, code }, { message }) => ({ status, headers: {}, body: `${code} ${message}` }),
}

const ask = async (authorization: string): Promise<string> => {
  await using server = createServer({
    app: {} as App,
    gate: { findKey: async () => undefined, useNonce: async () => true, now: () => instant(0) },
    limiter: noRateLimits,
    onFault: () => {},
    dialects: [service],
    fallback: service,
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
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/p/flights',
    headers: { authorization },
    payload: '{"any":1}',
  })
  return `${answer.statusCode} ${answer.body}`
}

test('a declined route tells its reason', async () =>
  expect(await ask('good')).toBe(
    '404 unsupported-operation flyThing is not offered by this server: no wings.',
  ))

test('but only to a caller with a good signature', async () =>
  expect(await ask('bad')).toBe('404 signature-mismatch wrong'))
