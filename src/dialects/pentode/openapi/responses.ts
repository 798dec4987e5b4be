import { z } from 'zod'
import type { AnyOperation } from '../../../wire/operation.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Notes } from './notes.ts'

const ERRORS = { $ref: '#/components/responses/Problem' }

/** The answers of an operation by status. */
export const describeResponses = (
  operation: AnyOperation,
  { also = {} }: Notes,
  write: (schema: z.ZodType) => JsonSchema,
): JsonSchema => {
  const content = contentOf(operation, write)
  const success = {
    description: content ? SUCCESS : 'Done; there is nothing to say.',
    ...(content ? { content } : {}),
  }
  const others = Object.entries(also).map(([status, description]) => [
    status,
    status.startsWith('2')
      ? { description, ...(content ? { content } : {}) }
      : problemUnless304(status, description),
  ])
  return Object.fromEntries([[String(operation.status ?? 200), success], ...others, ['default', ERRORS]])
}

const SUCCESS = 'As asked.'

const problemUnless304 = (status: string, description: string): JsonSchema =>
  status === '304' ? { description } : { description, content: PROBLEM_CONTENT }

export const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } },
}

const contentOf = (
  { produces, response, route }: AnyOperation,
  write: (schema: z.ZodType) => JsonSchema,
): JsonSchema | undefined => {
  if (route.by === 'path' && route.method === 'HEAD') return undefined
  if (produces === 'text/event-stream') return { [produces]: { schema: { type: 'string' } } }
  // Bytes: OpenAPI 3.1 says them by leaving the schema out.
  if (produces !== undefined) return { [produces]: {} }
  return response instanceof z.ZodVoid ? undefined : { 'application/json': { schema: write(response) } }
}
