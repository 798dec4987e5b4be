import type { z } from 'zod'
import type { App, Caller } from '../app/app.ts'
import type { ProblemCode } from '../domain/problem.ts'
import type { RawRequest, Reply } from './request.ts'

/**
 * How an operation is asked for. `action`: a name and a version in headers, query or body, all on one path.
 * `path`: a REST route; `{name}` parts are path parameters, a trailing `{name*}` takes the rest.
 */
export type Route = { readonly by: 'action'; readonly action: string; readonly version: string } | PathRoute

export interface PathRoute {
  readonly by: 'path'
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly path: string
}

/** All a handler may know of the call. */
export interface Call {
  readonly app: App
  readonly caller: Caller
  readonly requestId: string
  /** The request as validated but not reshaped: what is stored with a task. */
  readonly params: unknown
  readonly raw: RawRequest
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
  /** A streamed body, for operations that ask for one. */
  readonly stream?: import('node:stream').Readable
}

/** A service's own words for a problem. `message` absent: the problem's own. */
export interface WireError {
  readonly status: number
  readonly code: string
  readonly message?: string
}

/** At most `count` calls of one project in any window of `perSeconds`. */
export interface RateLimit {
  readonly count: number
  readonly perSeconds: number
}

export interface Operation<Req extends z.ZodType, Res extends z.ZodType> {
  /** Exactly as the vendor writes it. */
  readonly name: string
  readonly summary: string
  /** The page this file must agree with. */
  readonly docs: string
  readonly route: Route
  /** Validation, type and coverage page in one: every field carries a mark from `fields.ts`. */
  readonly request: Req
  readonly response: Res
  /** Success status; 200 when absent. */
  readonly status?: number
  readonly limit?: RateLimit
  /** `stream`: the body is not read before the handler, which gets it as `call.stream`. */
  readonly body?: 'stream'
  /** Pages of every origin may read the answers: the request's own path is all that opens them. Of `GET` and `HEAD` only. */
  readonly anyOrigin?: true
  /** What a non-JSON answer is, for the reference page. */
  readonly produces?: string
  /** Only where this operation departs from the dialect's table. */
  readonly errors?: Partial<Record<ProblemCode, WireError>>
  /** A `Reply` goes out as it is; any other value is rendered by the dialect. */
  readonly handle: (request: z.output<Req>, call: Call) => Promise<z.input<Res> | Reply>
}
export type AnyOperation = Operation<z.ZodType, z.ZodType>

/**
 * Keeps inference at the definition. The table erases it in this one place: a list of differently typed handlers has no
 * common supertype (their requests are contravariant).
 */
export const operation = <Req extends z.ZodType, Res extends z.ZodType>(
  op: Operation<Req, Res>,
): AnyOperation => op as unknown as AnyOperation

/** An operation the service has and Pentode does not: it gets the service's own "unsupported" answer and a line on the coverage page. */
export interface DeclinedOperation {
  readonly name: string
  readonly version?: string
  /** Where a REST service has it: callers with a good signature are told the reason there. */
  readonly route?: PathRoute
  readonly reason: string
}
