import type { App } from '../app/app.ts'
import { DomainError, fail, type Problem, problem } from '../domain/problem.ts'
import type { ActionRequest, Dialect, Gate, RenderContext } from '../wire/dialect.ts'
import type { AnyOperation } from '../wire/operation.ts'
import type { RateLimiter } from '../wire/rate-limit.ts'
import type { Reply } from '../wire/request.ts'
import type { Incoming } from './incoming.ts'
import { perform } from './perform.ts'

/** What answering a request needs of the server. */
export interface Services {
  readonly app: App
  readonly gate: Gate
  readonly limiter: RateLimiter
  /** Told of every problem that is the server's own fault, with its cause. */
  readonly onFault: (
    error: unknown,
    context: { requestId: string; operation?: string; dialect: string },
  ) => void
}

export interface Answer {
  readonly reply: Reply
  readonly dialect: string
  readonly operation: string
  readonly problem?: Problem
}

const noParams = () => ({})

/** Answers a request on a REST route of `dialect`. */
export const answerPath = async (
  services: Services,
  dialect: Dialect,
  operation: AnyOperation,
  incoming: Incoming,
): Promise<Answer> => {
  try {
    return await perform(services, dialect, operation, incoming, dialect.readParams ?? noParams)
  } catch (error) {
    return failedAnswer(services, dialect, operation, incoming, error)
  }
}

/**
 * Answers a request that names its action in headers, query or body. Undefined when no dialect knows the shape.
 * Order of checks: action and version, signature, parameters, rate, schema.
 */
export const answerAction = async (
  services: Services,
  tables: ActionTables,
  incoming: Incoming,
): Promise<Answer | undefined> => {
  for (const { dialect, find } of tables) {
    let operation: AnyOperation | undefined
    try {
      const asked = dialect.identify?.(incoming.raw)
      if (!asked) continue
      operation = find(asked)
      return await perform(services, dialect, operation, incoming, asked.params)
    } catch (error) {
      return failedAnswer(services, dialect, operation, incoming, error)
    }
  }
  return undefined
}

export type ActionTables = readonly {
  readonly dialect: Dialect
  readonly find: (asked: ActionRequest) => AnyOperation
}[]

/** Indexes the action operations of all dialects once. `find` throws what the service says of an unknown or declined name. */
export const actionTables = (dialects: readonly Dialect[]): ActionTables =>
  dialects
    .filter((dialect) => dialect.identify)
    .map((dialect) => {
      const byName = new Map<string, AnyOperation>()
      const versions = new Set<string>()
      for (const operation of dialect.operations)
        if (operation.route.by === 'action') {
          byName.set(`${operation.route.version} ${operation.route.action}`, operation)
          versions.add(operation.route.version)
        }
      const declined = new Map(dialect.declined.map((d) => [d.name, d.reason]))
      const find = ({ action, version }: ActionRequest): AnyOperation => {
        if (!action) throw fail('missing-parameter', 'The request names no action.', { path: 'Action' })
        if (!version) throw fail('missing-parameter', 'The request names no version.', { path: 'Version' })
        if (!versions.has(version))
          throw fail(
            'unknown-version',
            `The version ${JSON.stringify(version.slice(0, 40))} is not served here; ${[...versions].join(', ')} is.`,
          )
        const operation = byName.get(`${version} ${action}`)
        if (operation) return operation
        const reason = declined.get(action)
        if (reason !== undefined)
          throw fail('unsupported-operation', `${action} is not offered by this server: ${reason}.`)
        throw fail('unknown-operation', `There is no action ${JSON.stringify(action.slice(0, 100))}.`)
      }
      return { dialect, find }
    })

/** Turns whatever was thrown into the dialect's words; what is not a DomainError is a fault of ours. */
const failedAnswer = (
  services: Services,
  dialect: Dialect,
  operation: AnyOperation | undefined,
  { requestId, raw }: Incoming,
  error: unknown,
): Answer => {
  const said =
    error instanceof DomainError
      ? error.problem
      : problem('internal', 'The server failed; its log has the details under this request id.')
  if (said.code === 'internal' || said.code === 'unavailable')
    services.onFault(error, {
      requestId,
      dialect: dialect.id,
      ...(operation ? { operation: operation.name } : {}),
    })
  return problemAnswer(dialect, said, { requestId, raw, ...(operation ? { operation } : {}) })
}

/** A problem in the dialect's words. */
export const problemAnswer = (dialect: Dialect, said: Problem, context: RenderContext): Answer => {
  const words = context.operation?.errors?.[said.code] ?? dialect.errors[said.code]
  return {
    reply: dialect.renderError(words, said, context),
    dialect: dialect.id,
    operation: context.operation?.name ?? '-',
    problem: said,
  }
}
