import { z } from 'zod'
import { readJson } from '../../../wire/codecs/json.ts'

/**
 * Value forms as clients send them: all parameters are text, and inside JSON numbers and booleans come either way. `null` and
 * `""` stand for a field not used: every optional form reads them as absent.
 */
const absent = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }
const boolish = (value: unknown): unknown =>
  typeof value === 'string' ? (BOOLEANS[value.toLowerCase()] ?? value) : value

const optional = <T extends z.ZodType>(schema: T, read: (value: unknown) => unknown = (v) => v) =>
  z.preprocess((value) => read(absent(value)), schema.optional()).optional()

const whole = (min: number, max: number) => z.int().min(min).max(max)

export const text = (max = 4096) => z.string().min(1).max(max)
export const int = (min: number, max: number) => z.preprocess(numeric, whole(min, max))
export const optionalText = (max = 4096) => optional(z.string().max(max))
export const optionalInt = (min: number, max: number) => optional(whole(min, max), numeric)
export const optionalNumber = (min: number, max: number) => optional(z.number().min(min).max(max), numeric)
export const optionalBool = () => optional(z.boolean(), boolish)
export const optionalObject = <T extends z.ZodType>(schema: T) => optional(schema)
export const optionalList = <T extends z.ZodType>(schema: T, max: number) =>
  optional(z.array(schema).max(max))

const asJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return readJson(Buffer.from(value))
  } catch {
    // Left as it is: what follows says that it is no object.
    return value
  }
}
/** A structure that is sent as JSON text, or as itself. */
export const json = <T extends z.ZodType>(schema: T) => z.preprocess((value) => asJson(absent(value)), schema)
export const optionalJson = <T extends z.ZodType>(schema: T) => optional(schema, asJson)

/** One of `values`, in any case of letters. Those in `declined` are the service's too: asking for one says why not. */
export const choice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) =>
  z.string().transform((value, context): V => {
    const same = (v: string) => v.toLowerCase() === value.toLowerCase()
    const found = values.find(same)
    if (found !== undefined) return found
    const reason = Object.entries(declined).find(([name]) => same(name))?.[1]
    context.addIssue({
      code: 'custom',
      message: reason ?? `it must be one of ${[...values, ...Object.keys(declined)].join(', ')}`,
      params: { problem: reason === undefined ? 'value-out-of-range' : 'unsupported-parameter' },
      input: value,
    })
    return z.NEVER
  })
export const optionalChoice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) => optional(choice(values, declined), (value) => (typeof value === 'number' ? String(value) : value))
