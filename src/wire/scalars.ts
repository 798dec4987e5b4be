import { z } from 'zod'

/**
 * The value forms that clients of several services send alike: numbers as text, and `null` or `""` for a field not used.
 * Every optional form reads those two as absent. What a service does differently stays in its dialect.
 */
export const absent = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

/** A decimal number in text as the number; anything else as it is, for the schema to refuse. */
export const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }
/** `True`, `false`, `1` and `0`, as text or number, as the boolean; anything else as it is. */
export const boolish = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number'
    ? (BOOLEANS[String(value).toLowerCase()] ?? value)
    : value

/** `read` turns a value that is there into what the schema takes. */
export const optional = <T extends z.ZodType>(schema: T, read: (value: unknown) => unknown = (v) => v) =>
  z.preprocess((value) => read(absent(value)), schema.optional()).optional()

export const whole = (min: number, max: number) => z.int().min(min).max(max)
export const text = (max = 4096) => z.string().min(1).max(max)
export const optionalText = (max = 4096) => optional(z.string().max(max))
export const optionalNumber = (min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  optional(z.number().min(min).max(max), numeric)
export const optionalObject = <T extends z.ZodType>(schema: T) => optional(schema)
export const optionalList = <T extends z.ZodType>(schema: T, max: number) =>
  optional(z.array(schema).max(max))

/** What a choice says of a value it does not take: the reason, if the service knows the value and it cannot be done here. */
export const notChosen = (
  input: unknown,
  known: readonly (string | number)[],
  declined: Readonly<Record<string, string>>,
  reason: string | undefined,
) => ({
  code: 'custom' as const,
  message: reason ?? `it must be one of ${[...known, ...Object.keys(declined)].join(', ')}`,
  params: { problem: reason === undefined ? 'value-out-of-range' : 'unsupported-parameter' },
  input,
})

/** One of `values`. Those in `declined` are the service's too, but cannot be done here: asking for one says why. */
export const choice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) =>
  z.string().transform((value, context): V => {
    const found = values.find((v) => v === value)
    if (found !== undefined) return found
    const reason = Object.hasOwn(declined, value) ? declined[value] : undefined
    context.addIssue(notChosen(value, values, declined, reason))
    return z.NEVER
  })
export const optionalChoice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) => optional(choice(values, declined))
