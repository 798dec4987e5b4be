import { expect, test } from 'vitest'
import { DomainError } from '../domain/problem.ts'
import { LOOPBACK, sourceServer } from '../testing/source-server.ts'
import { createEgress } from './create-egress.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'none'
  } catch (error) {
    if (error instanceof DomainError) return error.problem.code
    throw error
  }
}
const signal = new AbortController().signal
const message = { headers: { 'content-type': 'application/json', 'x-sign': 's' }, body: '{"ü":1}' }

test('a text is sent whole, and a status comes back, of a redirect too', async () => {
  await using server = await sourceServer()
  await using egress = createEgress(LOOPBACK)
  let got = ''
  server.handle((request, response, turn) => {
    request.setEncoding('utf8').on('data', (text: string) => {
      got += text
    })
    request.on('end', () => response.writeHead(turn === 1 ? 204 : 302, { location: '/other' }).end())
  })
  expect(await egress.post(server.url, message, signal)).toBe(204)
  expect(got).toBe(message.body)
  const [request] = server.requests()
  expect(request).toMatchObject({ method: 'POST', url: '/clip.mp4?sig=1' })
  expect(request?.headers).toMatchObject({ ...message.headers, 'content-length': '8' })
  expect(await egress.post(server.url, message, signal)).toBe(302)
  expect(server.requests()).toHaveLength(2)
})

test('private addresses are not called', async () => {
  await using server = await sourceServer()
  await using egress = createEgress({ ...LOOPBACK, allow: [] })
  expect(await codeOf(egress.post(server.url, message, signal))).toBe('source-refused')
  expect(server.requests()).toHaveLength(0)
})

test('who does not answer is left alone', async () => {
  await using server = await sourceServer()
  await using egress = createEgress({ ...LOOPBACK, headersMs: 50 })
  server.handle(() => {})
  expect(await codeOf(egress.post(server.url, message, signal))).toBe('source-unreachable')
})
