import { z } from 'zod'
import type { Dialect } from './dialect.ts'
import { type FieldMark, fieldMarks } from './fields.ts'
import type { AnyOperation } from './operation.ts'

export interface FieldCoverage {
  /** Dotted; `[]` stands for a list's items. */
  readonly path: string
  /** Absent: nobody said what becomes of it. */
  readonly mark?: FieldMark
}

/** Every leaf field of an operation's request, with its mark; a mark on an object covers what is below it. */
export const coverageOf = (operation: AnyOperation): readonly FieldCoverage[] =>
  walk(operation.request, '', undefined, 0)

const MAX_DEPTH = 12

const walk = (
  schema: z.ZodType,
  path: string,
  outer: FieldMark | undefined,
  depth: number,
): FieldCoverage[] => {
  const mark = fieldMarks.get(schema) ?? outer
  const leaf = (): FieldCoverage[] => (path === '' ? [] : [{ path, ...(mark ? { mark } : {}) }])
  if (depth > MAX_DEPTH) return leaf()
  const inner = unwrap(schema)
  if (inner) return walk(inner, path, mark, depth)
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>)
    if (fields.length === 0) return leaf()
    return fields.flatMap(([name, field]) =>
      walk(field, path === '' ? name : `${path}.${name}`, mark, depth + 1),
    )
  }
  if (schema instanceof z.ZodArray) {
    const item = walk(schema.element as z.ZodType, `${path}[]`, mark, depth + 1)
    return item.length === 1 && item[0]?.path === `${path}[]` ? leaf() : item
  }
  if (schema instanceof z.ZodUnion) {
    const options = (schema.options as z.ZodType[]).flatMap((option) => walk(option, path, mark, depth + 1))
    return [...new Map(options.map((field) => [field.path, field])).values()]
  }
  return leaf()
}

const unwrap = (schema: z.ZodType): z.ZodType | undefined => {
  if (schema instanceof z.ZodPipe) {
    const side = schema.in instanceof z.ZodTransform ? schema.out : schema.in
    return side as z.ZodType
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  )
    return schema.unwrap() as z.ZodType
  return undefined
}

/** How many operations and request fields of a dialect have which fate. */
export const coverageTotals = (dialect: Dialect) => {
  const fields = dialect.operations.flatMap(coverageOf)
  const count = (fate: FieldMark['fate']) => fields.filter((f) => f.mark?.fate === fate).length
  return {
    implemented: dialect.operations.length,
    declined: dialect.declined.length,
    honoured: count('honoured'),
    stored: count('stored'),
    ignored: count('ignored'),
    refused: count('refused'),
  }
}

/** The coverage page of a dialect, as Markdown. */
export const coveragePage = (dialect: Dialect): string => {
  const rows = dialect.operations.map((operation) => ({ operation, fields: coverageOf(operation) }))
  const totals = coverageTotals(dialect)
  return [
    `# Coverage: ${dialect.title}`,
    '',
    'Generated from the operation tables by `npm run docs`; the tests fail when it is not up to date.',
    '',
    `${totals.implemented} operations implemented, ${totals.declined} declined. Request fields: ${totals.honoured} honoured, ${totals.stored} stored, ${totals.ignored} ignored, ${totals.refused} refused.`,
    '',
    '*honoured*: it changes what is done. *stored*: kept and given back. *ignored*: accepted without effect, reason given. *refused*: asking for it is an error of the service.',
    ...rows.flatMap(({ operation, fields }) => [
      '',
      `## ${operation.name}`,
      '',
      `${operation.summary} ([documentation](${operation.docs}))`,
      ...(fields.length === 0 ? ['', 'No request fields.'] : ['', '| field | | reason |', '|---|---|---|']),
      ...fields.map(({ path, mark }) => {
        const reason = mark && 'reason' in mark ? mark.reason : ''
        return `| \`${path}\` | ${mark?.fate ?? '**unmarked**'} | ${reason} |`
      }),
    ]),
    ...(dialect.declined.length === 0
      ? []
      : [
          '',
          '## Declined',
          '',
          '| operation | reason |',
          '|---|---|',
          ...dialect.declined.map((d) => `| ${d.name} | ${d.reason} |`),
        ]),
    '',
  ].join('\n')
}
