import type { JsonSchema } from '../openapi/json-schema.ts'
import { type Html, html, prose } from './html.ts'

interface Row {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

/** The fields of an object as a table; inner objects without a name of their own are spread over dotted rows. */
export const fieldsTable = (schema: JsonSchema): Html => tableOf(rowsOf(schema, ''))

/** Parameters as a table. */
export const parametersTable = (
  parameters: readonly {
    name: string
    in: string
    required: boolean
    description?: string
    schema: JsonSchema
  }[],
): Html =>
  tableOf(
    parameters.map(({ name, in: place, required, description, schema }) => ({
      name,
      required,
      schema: {
        ...schema,
        description: `${description ?? ''}${place === 'query' ? '' : ` (${place})`}`.trim(),
      },
    })),
  )

const tableOf = (rows: readonly Row[]): Html =>
  html`<div class="wide"><table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.map(rowHtml)}</tbody></table></div>`

const rowHtml = ({ name, required, schema }: Row): Html =>
  html`<tr><td><code>${name}</code>${required ? html` <span class="must">required</span>` : ''}</td><td>${typeHtml(schema)}</td><td>${prose(meaning(schema))}</td></tr>`

const rowsOf = (schema: JsonSchema, prefix: string): readonly Row[] => {
  const required = schema.required as readonly string[] | undefined
  return Object.entries(propertiesOf(schema) ?? {}).flatMap(([name, each]) => {
    const here = { name: `${prefix}${name}`, required: required?.includes(name) ?? false, schema: each }
    const inner = each.type === 'array' ? (each.items as JsonSchema) : each
    const mark = each.type === 'array' ? '[].' : '.'
    return [here, ...(propertiesOf(inner) ? rowsOf(inner, `${here.name}${mark}`) : [])]
  })
}

const propertiesOf = (schema: JsonSchema | undefined) =>
  schema?.properties as Readonly<Record<string, JsonSchema>> | undefined

const meaning = (schema: JsonSchema): string => {
  const said = typeof schema.description === 'string' ? schema.description : ''
  const fallback = schema.default === undefined ? '' : ` Default: \`${JSON.stringify(schema.default)}\`.`
  return `${said}${fallback}`.trim()
}

/** What a value may be, with links to named schemas. */
export const typeHtml = (schema: JsonSchema): Html => {
  const reference = schema.$ref
  if (typeof reference === 'string') return linkTo(reference.split('/').at(-1) ?? '')
  const choices = (schema.oneOf ?? schema.anyOf) as readonly JsonSchema[] | undefined
  if (choices) return joined(choices.map(typeHtml), ' or ')
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  const values = schema.enum as readonly unknown[] | undefined
  if (values)
    return joined(
      values.map((value) => html`<code>${String(value)}</code>`),
      ' ',
    )
  if (schema.type === 'array')
    return html`list of ${typeHtml((schema.items ?? {}) as JsonSchema)}${limits(schema)}`
  const type = [schema.type ?? 'anything'].flat().join(' or ')
  return html`${type === 'string' && schema.format === 'date-time' ? 'time (ISO 8601)' : type}${limits(schema)}`
}

export const linkTo = (name: string): Html => html`<a href="#schema-${name}">${name}</a>`

const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, i) => (i === 0 ? part : html`${between}${part}`))}`

const BOUNDS = [
  ['minimum', 'maximum', ''],
  ['minLength', 'maxLength', ' characters'],
  ['minItems', 'maxItems', ' items'],
] as const

const limits = (schema: JsonSchema): string =>
  BOUNDS.map(([low, high, of]) => {
    const [min, max] = [schema[low], schema[high]]
    if (max !== undefined) return min === undefined ? `, up to ${max}${of}` : `, ${min} to ${max}${of}`
    return min === undefined ? '' : `, from ${min}${of}`
  }).join('')
