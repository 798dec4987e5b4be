import type { Readable } from 'node:stream'
import type { App, Caller } from '../app/app.ts'
import { fail } from '../domain/problem.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { AnyOperation, Call } from '../wire/operation.ts'
import type { RawRequest, Reply } from '../wire/request.ts'
import { validate } from '../wire/validate.ts'
import type { Answer, Services } from './dispatch.ts'
import type { Incoming } from './incoming.ts'

/** Checks the signature, then the parameters, then the rate, and lets the operation's handler answer. */
export const perform = async (
  { app, gate, limiter }: Services,
  dialect: Dialect,
  operation: AnyOperation,
  incoming: Incoming,
  readParams: (raw: RawRequest) => unknown,
): Promise<Answer> => {
  const { raw, requestId } = incoming
  const caller = await dialect.authenticate(raw, gate)
  const params = readParams(raw)
  if (
    operation.limit &&
    !limiter.take(`${caller.project} ${dialect.id} ${operation.name}`, operation.limit, gate.now())
  )
    throw fail(
      'rate-limited',
      `More than ${operation.limit.count} calls of ${operation.name} in ${operation.limit.perSeconds} s. Slow down and try again.`,
    )
  const request = validate(operation.request, params)
  const result = await operation.handle(request, new Called(app, caller, params, incoming))
  const reply = isReply(result) ? result : dialect.renderResult(result, { requestId, raw, operation })
  return { reply, dialect: dialect.id, operation: operation.name }
}

/** A class for the reason that `Incoming` is one. */
class Called implements Call {
  readonly app: App
  readonly caller: Caller
  readonly requestId: string
  readonly params: unknown
  readonly raw: RawRequest
  readonly stream?: Readable
  readonly #incoming: Incoming

  constructor(app: App, caller: Caller, params: unknown, incoming: Incoming) {
    this.app = app
    this.caller = caller
    this.requestId = incoming.requestId
    this.params = params
    this.raw = incoming.raw
    if (incoming.stream) this.stream = incoming.stream
    this.#incoming = incoming
  }

  get signal(): AbortSignal {
    return this.#incoming.signal
  }
}

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'body' in value
