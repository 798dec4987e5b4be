import type { FastifyRequest } from 'fastify'
import type { RawRequest } from '../wire/request.ts'

const EMPTY = new Uint8Array()

/** The request as dialects see it. `body` is empty for streamed ones. */
export const rawRequest = (request: FastifyRequest): RawRequest => {
  const url = request.raw.url ?? '/'
  const at = url.indexOf('?')
  return {
    method: request.method,
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    // Node joins repeated headers, but for set-cookie, which requests do not carry.
    headers: request.headers as Readonly<Record<string, string>>,
    body: request.body instanceof Uint8Array ? request.body : EMPTY,
    pathParams: pathParams(request.params),
  }
}

/** A route's wildcard is called `*` by the router; operations name it. */
const pathParams = (params: unknown): Readonly<Record<string, string>> =>
  typeof params === 'object' && params !== null ? (params as Record<string, string>) : {}
