import type { App, Caller } from '../app/app.ts'
import type { Notice } from '../domain/callback.ts'
import type { AccessKeyId } from '../domain/ids.ts'
import type { AccessKey } from '../domain/ports.ts'
import type { Problem, ProblemCode } from '../domain/problem.ts'
import type { Task } from '../domain/task.ts'
import type { Instant } from '../domain/units.ts'
import type { AnyOperation, DeclinedOperation, WireError } from './operation.ts'
import type { RawRequest, Reply } from './request.ts'

/** One service's way of speaking. Every dialect has this shape; none knows another. */
export interface Dialect {
  /** Folder name, and the `dialect` of the tasks it submits. */
  readonly id: string
  readonly title: string
  readonly operations: readonly AnyOperation[]
  readonly declined: readonly DeclinedOperation[]
  readonly errors: Readonly<Record<ProblemCode, WireError>>
  /**
   * For services that put all actions on one path: whether this request is in the service's shape, and what it asks for.
   * `undefined` means "not mine". Told by version and shape, never by host name.
   */
  readonly identify?: (raw: RawRequest) => ActionRequest | undefined
  /**
   * For services with path routes: whether a request that fits no route is in the service's shape all the same, and so is
   * refused in its words.
   */
  readonly owns?: (raw: RawRequest) => boolean
  /**
   * The signature gate. Resolves only for a request whose signature was computed with a known key.
   * @throws DomainError auth-missing, auth-malformed, unknown-access-key, signature-expired, signature-mismatch
   */
  readonly authenticate: (raw: RawRequest, gate: Gate) => Promise<Caller>
  /** Parameters of a request on a path route; those of an action come with `identify`. */
  readonly readParams?: (raw: RawRequest) => unknown
  readonly renderResult: (result: unknown, context: RenderContext) => Reply
  readonly renderError: (error: WireError, problem: Problem, context: RenderContext) => Reply
  /** For services that call back: what is said of a task that is owed a notice; undefined when there is nothing to say. */
  readonly notify?: (notice: Notice, task: Task, context: NotifyContext) => Promise<NotifyMessage | undefined>
}

export interface NotifyContext {
  readonly app: App
  readonly now: Instant
  /** How the server is reached by those who are given addresses on it, e.g. `http://127.0.0.1:7005`. */
  readonly origin: string
}

export interface NotifyMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ActionRequest {
  /** Absent or empty when the request names none. */
  readonly action?: string
  readonly version?: string
  /** Reads the parameters of the request; called after the signature was found right. @throws DomainError malformed-request */
  readonly params: (raw: RawRequest) => unknown
}

/** What a signature gate needs of the server. */
export interface Gate {
  readonly findKey: (id: AccessKeyId) => Promise<AccessKey | undefined>
  readonly now: () => Instant
  /**
   * Remembers a nonce of a key until its request has expired; false when it was used before. To be called only after the
   * signature was found right: else strangers could use up the nonces of others.
   */
  readonly useNonce: (key: AccessKeyId, nonce: string, until: Instant) => Promise<boolean>
}

export interface RenderContext {
  readonly requestId: string
  readonly raw: RawRequest
  readonly operation?: AnyOperation
}
