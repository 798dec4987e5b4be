import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { AnyOperation } from '../wire/operation.ts'

export interface CorsOptions {
  /** Origins whose pages may call everything, with an access key of their own; `*`: all of them. */
  readonly origins: readonly string[]
  /** Beginnings of paths that pages of every origin may read. */
  readonly open: readonly string[]
}

/** Seconds a browser need not ask again; none keeps an answer longer than a day. */
const MAX_AGE = '86400'
const EVERY_METHOD = 'GET, HEAD, POST, PUT, PATCH, DELETE'

/** What all paths of operations that pages of every origin may read begin with. */
export const openPaths = (operations: readonly AnyOperation[]): readonly string[] => [
  ...new Set(
    operations.flatMap(({ anyOrigin, route }) =>
      anyOrigin && route.by === 'path' ? [route.path.slice(0, route.path.indexOf('{'))] : [],
    ),
  ),
]

/**
 * Tells browsers which pages may read the answers, errors among them, and answers what they ask before a request
 * (https://fetch.spec.whatwg.org/#http-cors-protocol). The headers are the response's own, so that they go out with
 * whatever is sent and by whom. There is nothing to protect by cookies: none are taken.
 *
 * For the routes that are added to `server` afterwards; only those that some page may read have the hook, which costs each
 * of their requests something. The answer is the hook, for what no route fits.
 */
export const addCors = (server: FastifyInstance, { origins, open }: CorsOptions): onRequestHookHandler => {
  const isOpen = (url: string): boolean => open.some((start) => url.startsWith(start))
  const hook: onRequestHookHandler = (request, reply, done) => {
    const readable = isOpen(request.url)
    const allowed = readable || origins.includes('*') ? '*' : listed(request, origins)
    if (allowed === undefined) return done()
    const { raw } = reply
    raw.setHeader('access-control-allow-origin', allowed)
    if (allowed !== '*') raw.setHeader('vary', 'origin')
    if (!isPreflight(request)) {
      raw.setHeader('access-control-expose-headers', '*')
      // Players measure their bandwidth by it.
      raw.setHeader('timing-allow-origin', allowed)
      return done()
    }
    const { 'access-control-request-headers': headers } = request.headers
    raw.setHeader('access-control-allow-methods', readable ? 'GET, HEAD' : EVERY_METHOD)
    if (headers !== undefined) raw.setHeader('access-control-allow-headers', headers)
    raw.setHeader('access-control-max-age', MAX_AGE)
    reply.hijack()
    raw.writeHead(204).end()
  }
  server.addHook('onRoute', (route) => {
    if (origins.length === 0 && !isOpen(route.url)) return
    const own = route.onRequest ?? []
    route.onRequest = [hook, ...(Array.isArray(own) ? own : [own])]
  })
  return hook
}

const listed = ({ headers }: FastifyRequest, origins: readonly string[]): string | undefined =>
  origins.find((origin) => origin === headers.origin)

/** An `OPTIONS` with which a browser asks for its page; it carries no credentials. */
const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined
