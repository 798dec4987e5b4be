import { expect, test } from 'vitest'
import { type DomainError, fail, PROBLEM_CODES } from '../../domain/problem.ts'
import { ask, fakeApp, jsonOf } from '../../testing/pentode-api.ts'
import { errors } from './errors.ts'
import { renderError } from './render.ts'

const answering = (error: DomainError) =>
  ask(fakeApp({ tasks: { get: () => Promise.reject(error) } }), 'GET', '/api/v1/tasks/1')

test('every problem has a status of an error, and its own code but for the two that must not differ', () => {
  for (const code of PROBLEM_CODES) {
    expect(errors[code].status).toBeGreaterThanOrEqual(400)
    expect(errors[code].status).toBeLessThan(600)
  }
  const own = PROBLEM_CODES.filter((code) => errors[code].code === code)
  expect(PROBLEM_CODES.length - own.length).toBe(2)
})

test('a problem is told with its facts, and none of them covers a member of its own', async () => {
  const reply = await answering(
    fail('task-not-cancellable', 'The task is failed.', {
      path: 'id',
      detail: { status: 'failed', type: 'x', serial: 7 },
    }),
  )
  expect(reply.status).toBe(409)
  expect(reply.headers['content-type']).toBe('application/problem+json')
  expect(jsonOf(reply)).toEqual({
    type: '/api/v1/reference#problem-task-not-cancellable',
    title: 'Task not cancellable',
    status: 409,
    code: 'task-not-cancellable',
    detail: 'The task is failed.',
    path: 'id',
    serial: 7,
    requestId: 'req-1',
  })
})

test('a message fixed by the table hides the facts of the problem', () => {
  const said = { code: 'signature-mismatch', message: 'm', path: 'p', detail: { key: 'AK1' } } as const
  const raw = { method: 'GET', path: '/', query: '', headers: {}, body: new Uint8Array(), pathParams: {} }
  const body = jsonOf(renderError(errors['signature-mismatch'], said, { raw, requestId: 'r' }))
  expect(Object.keys(body).sort()).toEqual(['code', 'detail', 'requestId', 'status', 'title', 'type'])
})

test('faults of a request name the parameter', async () => {
  const reply = await ask(fakeApp(), 'GET', '/api/v1/tasks?limit=1000')
  expect(reply.status).toBe(400)
  expect(jsonOf(reply)).toMatchObject({ code: 'value-out-of-range', path: 'limit' })
  expect(jsonOf(await ask(fakeApp(), 'GET', '/api/v1/tasks?limt=10'))).toMatchObject({
    code: 'unknown-parameter',
    path: 'limt',
  })
})
