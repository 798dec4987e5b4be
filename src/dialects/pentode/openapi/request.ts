import type { z } from 'zod'
import type { AnyOperation } from '../../../wire/operation.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Notes } from './notes.ts'

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
  readonly style?: string
  readonly explode?: boolean
}

/**
 * Spreads an operation's one request object over path, query, headers and body, as the wire does: path parts by the
 * route, the rest into the body where the method has one and into the query where not.
 */
export const describeRequest = (
  operation: AnyOperation,
  { headers = {}, example }: Notes,
  write: (schema: z.ZodType) => JsonSchema,
): { parameters: readonly Parameter[]; requestBody?: JsonSchema } => {
  const { properties = {}, required = [] } = write(operation.request) as ObjectSchema
  const inPath = pathNames(operation)
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name))
  const hasBody =
    operation.body === undefined && /^(POST|PUT|PATCH)$/.test(methodOf(operation)) && rest.length > 0
  const parameters: Parameter[] = [
    ...inPath.map((name) => parameter(name, 'path', true, properties[name] ?? {})),
    ...(hasBody ? [] : rest).map((name) =>
      parameter(name, 'query', required.includes(name), properties[name] ?? {}),
    ),
    ...Object.entries(headers).map(([name, description]) =>
      parameter(name, 'header', false, { type: 'string', description }),
    ),
  ]
  if (operation.body === 'stream')
    return { parameters, requestBody: { required: true, content: { 'application/octet-stream': {} } } }
  if (!hasBody) return { parameters }
  const needed = required.filter((name) => rest.includes(name))
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  }
  return {
    parameters,
    requestBody: {
      required: needed.length > 0,
      content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
    },
  }
}

const parameter = (
  name: string,
  place: Parameter['in'],
  required: boolean,
  { description, ...schema }: JsonSchema,
): Parameter => ({
  name,
  in: place,
  required,
  ...(typeof description === 'string' ? { description } : {}),
  schema,
  ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
})

export const methodOf = ({ route }: AnyOperation): string => (route.by === 'path' ? route.method : 'POST')
export const pathOf = ({ route }: AnyOperation): string => (route.by === 'path' ? route.path : '/')

const pathNames = (operation: AnyOperation): string[] =>
  [...pathOf(operation).matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => name ?? '')
