import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { ask, fakeApp, jsonOf, KEY } from '../../testing/pentode-api.ts'

const app = fakeApp({ objects: { listBuckets: async () => ['outputs'] } })
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const as = (authorization: string) => ask(app, 'GET', '/api/v1/buckets', { headers: { authorization } })

describe('a right key', () => {
  test.each([
    ['Bearer', `Bearer ${KEY.id}:${KEY.secret}`],
    ['Basic', basic(`${KEY.id}:${KEY.secret}`)],
    ['another case of the scheme', `bearer ${KEY.id}:${KEY.secret}`],
  ])('%s', async (_name, header) => {
    const reply = await as(header)
    expect(reply.status).toBe(200)
    expect(jsonOf(reply)).toEqual({ buckets: [{ name: 'outputs' }] })
  })
})

describe('anything else is refused', () => {
  test('nothing sent: told how to, and a browser asks for a password', async () => {
    const reply = await as('')
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toMatch(/^Basic realm="Pentode"/)
    expect(jsonOf(reply)).toMatchObject({ code: 'auth-missing', status: 401, requestId: 'req-1' })
  })

  test('an unknown key and a wrong secret get the very same answer', async () => {
    const [unknown, wrong] = [await as('Bearer nobody:s3:cret'), await as(`Bearer ${KEY.id}:wrong`)]
    expect(unknown).toEqual(wrong)
    expect(jsonOf(wrong)).toEqual({
      type: '/api/v1/reference#problem-invalid-credentials',
      title: 'Invalid credentials',
      status: 401,
      code: 'invalid-credentials',
      detail: 'The access key or its secret is wrong.',
      requestId: 'req-1',
    })
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="Pentode"')
  })

  test.each([
    ['another scheme', 'Digest x'],
    ['no colon', 'Bearer abc'],
    ['no id', 'Bearer :abc'],
    ['no secret', 'Bearer abc:'],
    ['broken base64', 'Basic ***'],
    ['not UTF-8', `Basic ${Buffer.from([0xff, 0x3a, 0x61]).toString('base64')}`],
    ['too long', `Bearer a:${'x'.repeat(3000)}`],
  ])('%s', async (_name, header) => {
    const reply = await as(header)
    expect(reply.status).toBe(401)
    expect(jsonOf(reply).code).toBe('auth-malformed')
  })
})
