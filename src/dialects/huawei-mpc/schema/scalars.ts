import { z } from 'zod'

/**
 * Value forms as clients really send them: numbers as text, booleans as 0 and 1, `null` for a field not used.
 * Every optional form reads `null` and `""` as absent.
 */
const absent = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value

/** The service takes decimals for integers, and cuts them. */
const cut = (value: unknown): unknown => {
  const read = numeric(value)
  return typeof read === 'number' ? Math.trunc(read) : read
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }
const boolish = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number'
    ? (BOOLEANS[String(value).toLowerCase()] ?? value)
    : value

const optional = <T extends z.ZodType>(schema: T, read: (value: unknown) => unknown = (v) => v) =>
  z.preprocess((value) => read(absent(value)), schema.optional()).optional()

const whole = (min: number, max: number) => z.int().min(min).max(max)
const MAX = Number.MAX_SAFE_INTEGER

export const int = (min = -MAX, max = MAX) => z.preprocess(cut, whole(min, max))
export const optionalInt = (min = -MAX, max = MAX) => optional(whole(min, max), cut)
export const optionalNumber = (min = -MAX, max = MAX) => optional(z.number().min(min).max(max), numeric)
/** 0 or from `min` to `max`: "not set, or a value". */
export const optionalIntOrZero = (min: number, max: number) =>
  optional(z.union([z.literal(0), whole(min, max)]), cut)
export const text = (max = 4096) => z.string().min(1).max(max)
export const optionalText = (max = 4096) => optional(z.string().max(max))
export const optionalBool = () => optional(z.boolean(), boolish)
export const optionalObject = <T extends z.ZodType>(schema: T) => optional(schema)
export const optionalList = <T extends z.ZodType>(schema: T, max: number) =>
  optional(z.array(schema).max(max))

const listed = (value: unknown): unknown =>
  value === undefined
    ? undefined
    : [value].flat().flatMap((v) => (typeof v === 'string' ? v.split(',') : [v]))
/** A query list: the name repeated, or its values with commas between. */
export const queryList = <T extends z.ZodType>(schema: T, max: number) =>
  optional(z.array(schema).max(max), listed)

/** A number that is a name, or a text. Those in `declined` are the service's too; asking for one says why not. */
export const choice = <const V extends string | number>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) =>
  z.union([z.string(), z.number()]).transform((value, context): V => {
    const found = values.find((v) => String(v) === String(value))
    if (found !== undefined) return found
    const reason = Object.hasOwn(declined, value) ? declined[String(value)] : undefined
    context.addIssue({
      code: 'custom',
      message: reason ?? `it must be one of ${[...values, ...Object.keys(declined)].join(', ')}`,
      params: { problem: reason === undefined ? 'value-out-of-range' : 'unsupported-parameter' },
      input: value,
    })
    return z.NEVER
  })
export const optionalChoice = <const V extends string | number>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) => optional(choice(values, declined))
