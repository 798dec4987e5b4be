import { randomUUID } from 'node:crypto'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { problem } from '../domain/problem.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { AnyOperation } from '../wire/operation.ts'
import { type AllowedMethods, allowedMethods } from './allowed-methods.ts'
import { addCors, openPaths } from './cors.ts'
import { declinedOperations } from './declined.ts'
import {
  type ActionTables,
  type Answer,
  actionTables,
  answerAction,
  answerPath,
  problemAnswer,
  type Services,
} from './dispatch.ts'
import { type Incoming, incomingOf, type Reading } from './incoming.ts'
import type { Metrics } from './metrics.ts'
import { send } from './send.ts'

export interface ServerOptions extends Services {
  readonly dialects: readonly Dialect[]
  /** Answers what no dialect recognises, in its words. */
  readonly fallback: Dialect
  readonly metrics: Metrics
  readonly log: Logger
  readonly maxBodyBytes: number
  /** Origins whose pages may call everything; `*`: all. */
  readonly corsOrigins: readonly string[]
}

/** One of the services sends its whole configuration in the URL. */
const MAX_HEADER_BYTES = 1024 * 1024

/** The HTTP front: every operation of every dialect on one port. Not listening yet. */
export const createServer = (options: ServerOptions): FastifyInstance => {
  const { dialects, metrics, log } = options
  const server = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: options.maxBodyBytes,
    exposeHeadRoutes: false,
    // A logger of its own for each request is work that nothing here reads.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: 15_000 },
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, request, reply) => void refuse(options, tables, error, request, reply),
  })
  const tables = actionTables(dialects)
  const allowed = allowedMethods(options.fallback.operations)

  const cors = addCors(server, {
    origins: options.corsOrigins,
    open: openPaths(dialects.flatMap(({ operations }) => operations)),
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.setErrorHandler((error: FastifyError, request, reply) =>
    refuse(options, tables, error, request, reply),
  )

  const finish = (request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply => {
    const { dialect, operation } = answer
    const { status } = answer.reply
    metrics.request({ dialect, operation, status }, reply.elapsedTime / 1000)
    log.debug(
      { id: request.id, dialect, operation, status, problem: answer.problem?.code, ms: reply.elapsedTime },
      'request',
    )
    if (!request.raw.complete) reply.raw.once('finish', () => letFinish(request))
    return send(reply, answer.reply)
  }

  const answerAny = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const incoming = incomingOf(request, reply)
    const answer =
      (await answerAction(options, tables, incoming)) ??
      unknownRoute(ownerOf(options, incoming), options.fallback, allowed, incoming)
    return finish(request, reply, answer)
  }
  server.route({ method: ['GET', 'POST'], url: '/', handler: answerAny })
  server.setNotFoundHandler({ preHandler: cors }, answerAny)

  const addRoute = (scope: FastifyInstance, dialect: Dialect, operation: AnyOperation): void => {
    if (operation.route.by !== 'path') return
    const { method, path } = operation.route
    const rest = /\{(\w+)\*\}$/.exec(path)?.[1]
    const reading: Reading = {
      ...(rest !== undefined && { rest }),
      ...(operation.body === 'stream' && { streamed: true }),
    }
    scope.route({
      method,
      url: path.replace(/\{\w+\*\}$/, '*').replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const incoming = incomingOf(request, reply, reading)
        return finish(request, reply, await answerPath(options, dialect, operation, incoming))
      },
    })
  }
  const pathOperations = dialects.flatMap((dialect) =>
    [...dialect.operations, ...declinedOperations(dialect)].map((operation) => ({ dialect, operation })),
  )
  for (const { dialect, operation } of pathOperations)
    if (operation.body !== 'stream') addRoute(server, dialect, operation)
  server.register(async (streaming) => {
    // In this scope bodies are not read: the handler gets the stream, and uploads have no size limit but the disk's.
    streaming.removeAllContentTypeParsers()
    streaming.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) =>
      done(null, payload),
    )
    for (const { dialect, operation } of pathOperations)
      if (operation.body === 'stream') addRoute(streaming, dialect, operation)
  })
  return server
}

/** Milliseconds that a client has for the rest of a body that nobody wants. */
const LINGER_MS = 30_000

/** Many clients read the answer only when they have sent everything: a refused upload is taken to its end, and thrown away. */
const letFinish = ({ raw }: FastifyRequest): void => {
  const timer = setTimeout(() => raw.destroy(), LINGER_MS)
  raw.once('close', () => clearTimeout(timer))
  raw.resume()
}

/** Whose words are for a request that fits no route. */
const ownerOf = ({ dialects, fallback }: ServerOptions, { raw }: Incoming): Dialect =>
  dialects.find(({ owns }) => owns?.(raw)) ?? fallback

/** A path of the fallback's that is asked for with another method is told by which it is served. */
const unknownRoute = (
  owner: Dialect,
  fallback: Dialect,
  allowed: AllowedMethods,
  incoming: Incoming,
): Answer => {
  const { method, path } = incoming.raw
  const methods = owner === fallback ? allowed(path) : []
  const where = `${method} ${path.slice(0, 200)}`
  if (methods.length === 0)
    return problemAnswer(
      owner,
      problem(
        'unknown-operation',
        `Nothing is served at ${where}. The API reference is at /api/v1/reference.`,
      ),
      incoming,
    )
  const allow = methods.join(', ')
  const said = problem('unknown-operation', `Nothing is served at ${where}, but with ${allow}.`)
  const reply = owner.renderError({ ...owner.errors['unknown-operation'], status: 405 }, said, incoming)
  return {
    reply: { ...reply, headers: { ...reply.headers, allow } },
    ...{ dialect: owner.id, operation: '-', problem: said },
  }
}

/** What Fastify itself refuses (too large, broken URL, wrong length), said in the words of the service it was meant for. */
const refuse = async (
  options: ServerOptions,
  tables: ActionTables,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const incoming = incomingOf(request, reply)
  const said =
    error.statusCode === 413
      ? problem('request-too-large', `The request body is larger than ${options.maxBodyBytes} bytes.`)
      : (error.statusCode ?? 500) < 500
        ? problem('malformed-request', 'The request is not valid HTTP for this server.')
        : problem('internal', 'The server failed; its log has the details under this request id.')
  if (said.code === 'internal') options.onFault(error, { requestId: request.id, dialect: '-' })
  const owner = tables.find(({ dialect }) => isMine(dialect, incoming))?.dialect ?? ownerOf(options, incoming)
  return send(reply, problemAnswer(owner, said, incoming).reply)
}

const isMine = (dialect: Dialect, incoming: Incoming): boolean => {
  try {
    return dialect.identify?.(incoming.raw) !== undefined
  } catch {
    return false
  }
}
