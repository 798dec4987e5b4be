import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RawRequest } from '../wire/request.ts'
import { rawRequest } from './raw-request.ts'

/** A request on its way through the dispatcher. */
export interface Incoming {
  readonly raw: RawRequest
  readonly requestId: string
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
  /** A body that was not read, for operations that ask for one. */
  readonly stream?: Readable
}

/**
 * A class, as all that is made anew for each request: a closure over the request in an object literal survives V8's young
 * collections, and takes the whole request with it into the old generation.
 */
class Received implements Incoming {
  readonly raw: RawRequest
  readonly requestId: string
  readonly stream?: Readable
  readonly #response: ServerResponse
  #controller: AbortController | undefined

  constructor(request: FastifyRequest, reply: FastifyReply, { rest, streamed }: Reading) {
    const raw = rawRequest(request)
    this.raw = rest === undefined ? raw : { ...raw, pathParams: renamed(raw.pathParams, rest) }
    this.requestId = request.id
    if (streamed) this.stream = request.raw
    this.#response = reply.raw
  }

  /** Made only when a handler asks: most answers are done before a client can go away. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      const made = new AbortController()
      this.#controller = made
      // Also emitted after a whole answer, when there is nothing left to abort.
      this.#response.once('close', () => made.abort())
    }
    return this.#controller.signal
  }
}

/** How a route wants its requests read. */
export interface Reading {
  /** The operation's name for the rest of the path, which the router calls `*`. */
  readonly rest?: string
  /** The body is left to the handler. */
  readonly streamed?: boolean
}

const WHOLE: Reading = {}

export const incomingOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  reading: Reading = WHOLE,
): Incoming => new Received(request, reply, reading)

const renamed = (
  { '*': wildcard, ...params }: Readonly<Record<string, string>>,
  rest: string,
): Readonly<Record<string, string>> => ({ ...params, [rest]: wildcard ?? '' })
