import type { AnyOperation } from '../../wire/operation.ts'
import { createSchemaBook, type JsonSchema } from './openapi/json-schema.ts'
import { type Notes, notes } from './openapi/notes.ts'
import { describeRequest, methodOf, pathOf } from './openapi/request.ts'
import { describeResponses, PROBLEM_CONTENT } from './openapi/responses.ts'
import { operations } from './operations/index.ts'
import { ProblemDetails } from './schemas/problem.ts'

/** The document, as far as the reference page reads it. */
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDoc>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: JsonSchema
    readonly securitySchemes: JsonSchema
  }
  readonly security: readonly JsonSchema[]
  readonly servers: readonly { readonly url: string }[]
}

export interface OperationDoc {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly parameters: ReturnType<typeof describeRequest>['parameters']
  readonly requestBody?: JsonSchema
  readonly responses: JsonSchema
  readonly security?: readonly JsonSchema[]
}

const TAGS = [
  ['Tasks', 'Work that was asked for: one source, any number of outputs.'],
  ['Events', 'What happens to tasks, as it happens.'],
  ['Templates', 'Named sets of output parameters.'],
  ['Storage', 'Buckets and objects: where sources come from and outputs go.'],
  ['Media', 'What is in a file.'],
] as const

/** The OpenAPI 3.1 document of the native API, made from the operation tables. `version` is the product's. */
export const openApiDocument = (version: string): OpenApi => {
  const book = createSchemaBook()
  book.write(ProblemDetails)
  const paths: Record<string, Record<string, OperationDoc>> = {}
  for (const operation of operations) {
    const path = pathOf(operation).replace(/\*\}/g, '}')
    paths[path] = {
      ...paths[path],
      [methodOf(operation).toLowerCase()]: describe(operation, book.write),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pentode',
      version,
      description:
        'The native API of a self-hosted media transcoding server. Bitrates are in bits per second, sizes in bytes, lengths in seconds, times in UTC.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { basic: [] }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: book.components(),
      responses: {
        Problem: { description: 'What went wrong, as problem details (RFC 9457).', content: PROBLEM_CONTENT },
      },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'The id and the secret of an access key: `<id>:<secret>`.',
        },
        basic: { type: 'http', scheme: 'basic', description: 'The id as user name, the secret as password.' },
      },
    },
  }
}

const describe = (operation: AnyOperation, write: Parameters<typeof describeRequest>[2]): OperationDoc => {
  const known: Notes = notes[operation.name] ?? { tag: 'Tasks', text: operation.summary }
  const problems = (known.problems ?? []).map((code) => `\`${code}\``).join(', ')
  return {
    operationId: operation.name,
    tags: [known.tag],
    summary: operation.summary,
    description: known.text + (problems === '' ? '' : ` Problems: ${problems}.`),
    ...describeRequest(operation, known, write),
    ...(known.open && { security: [] }),
    responses: describeResponses(operation, known, write),
  }
}
