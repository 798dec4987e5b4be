import { z } from 'zod'

export interface JsonSchema {
  readonly [key: string]: unknown
}

/** Collects the named schemas that others refer to. */
export interface SchemaBook {
  /** The JSON Schema (2020-12) of what goes in, with references to `#/components/schemas/…`. */
  readonly write: (schema: z.ZodType) => JsonSchema
  /** Every named schema written so far, by name. */
  readonly components: () => Readonly<Record<string, JsonSchema>>
}

export const createSchemaBook = (): SchemaBook => {
  const named = new Map<string, JsonSchema>()
  return {
    write: (schema) => {
      const written = z.toJSONSchema(schema, {
        io: 'input',
        override: ({ jsonSchema }) => {
          delete jsonSchema.readOnly
          dropNoise(jsonSchema)
        },
      })
      const { $schema, $defs, ...rest } = relink(written) as JsonSchema
      for (const [name, each] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>))
        named.set(name, withoutId(each))
      return rest
    },
    components: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Bounds that only say "fits a double", and a pattern that says again what the format said. */
const dropNoise = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.format !== undefined) delete schema.pattern
}

const withoutId = ({ id, ...rest }: JsonSchema): JsonSchema => rest

/** Local references become references into the document. */
const relink = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(relink)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string'
        ? each.replace('#/$defs/', '#/components/schemas/')
        : relink(each),
    ]),
  )
}
