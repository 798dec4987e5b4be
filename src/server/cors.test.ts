import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../wire/operation.ts'
import { addCors, openPaths } from './cors.ts'
import { send } from './send.ts'

const OTHER = 'https://page.example'

const make = (origins: readonly string[]) => {
  const server = Fastify()
  const preHandler = addCors(server, { origins, open: ['/media/'] })
  server.setNotFoundHandler({ preHandler }, (_request, reply) => reply.code(404).send())
  server.get('/media/*', (_request, reply) => send(reply, { status: 200, headers: {}, body: 'text' }))
  server.get('/stream', (_request, reply) => reply.send(Buffer.from('bytes')))
  server.put('/stream', (_request, reply) => reply.code(401).send(Buffer.from('no')))
  return server
}
const ask = async (
  origins: readonly string[],
  url: string,
  { method = 'GET', ...headers }: Record<string, string> = {},
) => {
  const answer = await make(origins).inject({ method: method as 'GET', url, headers })
  const told = Object.entries(answer.headers).filter(([name]) => /^(access-control|timing|vary)/.test(name))
  return [answer.statusCode, Object.fromEntries(told)]
}
const preflight = (origin: string, method: string) => ({
  ...{ method: 'OPTIONS', origin, 'access-control-request-method': method },
  'access-control-request-headers': 'authorization,range',
})

it('what is open may be read by pages of every origin, whoever sends it and also when it fails', async () => {
  const readable = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    'timing-allow-origin': '*',
  }
  expect(await ask([], '/media/a', { origin: OTHER })).toEqual([200, readable])
  expect(await ask([], '/media/a')).toEqual([200, readable])
  expect(await ask([], '/media/a', { method: 'DELETE', origin: OTHER })).toEqual([404, readable])
  expect(await ask([], '/media/a', preflight(OTHER, 'GET'))).toEqual([
    204,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'authorization,range',
      'access-control-max-age': '86400',
    },
  ])
})

it('the rest is for pages of the origins that were named, by any method', async () => {
  const named = { 'access-control-allow-origin': OTHER, vary: 'origin' }
  expect(await ask([OTHER], '/stream', { origin: OTHER })).toEqual([
    200,
    { ...named, 'access-control-expose-headers': '*', 'timing-allow-origin': OTHER },
  ])
  expect(await ask([OTHER], '/stream', { method: 'PUT', origin: OTHER })).toMatchObject([401, named])
  expect(await ask([OTHER], '/stream', preflight(OTHER, 'PUT'))).toMatchObject([
    204,
    { ...named, 'access-control-allow-methods': expect.stringContaining('PUT') },
  ])
  expect(await ask(['*'], '/stream', { origin: OTHER })).toMatchObject([
    200,
    { 'access-control-allow-origin': '*' },
  ])
})

it('no other page is told anything', async () => {
  for (const asked of [{ origin: OTHER }, preflight(OTHER, 'PUT'), {}])
    expect((await ask(['https://else.example'], '/stream', asked))[1]).toEqual({})
  expect(await ask([], '/stream', preflight(OTHER, 'GET'))).toEqual([404, {}])
})

it('an OPTIONS that no browser asks with is answered as ever', async () => {
  expect((await ask([], '/media/a', { method: 'OPTIONS' }))[0]).toBe(404)
})

it('operations say what is open', () => {
  const at = (path: string, anyOrigin?: true) =>
    operation({
      ...{ name: '', summary: '', docs: '', request: z.object({}), response: z.void() },
      ...{ route: { by: 'path', method: 'GET', path }, handle: async () => undefined },
      ...(anyOrigin ? { anyOrigin } : {}),
    })
  expect(openPaths([at('/api/{id}'), at('/media/{link}/{key*}', true), at('/media/{x}', true)])).toEqual([
    '/media/',
  ])
})
