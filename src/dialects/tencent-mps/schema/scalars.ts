import { z } from 'zod'

/**
 * Value forms as clients really send them: numbers as text, booleans as `True` or `1`, and `null` or `""` for a field not used.
 * Every optional form reads those two as absent.
 */
const absent = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false }
const boolish = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number'
    ? (BOOLEANS[String(value).toLowerCase()] ?? value)
    : value

const optional = <T extends z.ZodType>(schema: T, read: (value: unknown) => unknown = (v) => v) =>
  z.preprocess((value) => read(absent(value)), schema.optional()).optional()

const whole = (min: number, max: number) => z.int().min(min).max(max)
const MAX = Number.MAX_SAFE_INTEGER

export const int = (min = -MAX, max = MAX) => z.preprocess(numeric, whole(min, max))
export const optionalInt = (min = -MAX, max = MAX) => optional(whole(min, max), numeric)
export const optionalNumber = (min = -MAX, max = MAX) => optional(z.number().min(min).max(max), numeric)
/** 0 or from `min` to `max`, as the service writes "not set, or a size". */
export const optionalIntOrZero = (min: number, max: number) =>
  optional(
    z
      .int()
      .min(0)
      .max(max)
      .superRefine((value, context) => {
        if (value !== 0 && value < min)
          context.addIssue({
            code: 'too_small',
            minimum: min,
            origin: 'number',
            inclusive: true,
            input: value,
          })
      }),
    numeric,
  )
export const text = (max = 4096) => z.string().min(1).max(max)
export const optionalText = (max = 4096) => optional(z.string().max(max))
export const optionalBool = () => optional(z.boolean(), boolish)
export const optionalObject = <T extends z.ZodType>(schema: T) => optional(schema)
export const optionalList = <T extends z.ZodType>(schema: T, max: number) =>
  optional(z.array(schema).max(max))

/** One of `values`. Those in `declined` are the service's too, but cannot be done here: asking for one says why. */
export const choice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) =>
  z.string().transform((value, context): V => {
    const found = values.find((v) => v === value)
    if (found !== undefined) return found
    const reason = Object.hasOwn(declined, value) ? declined[value] : undefined
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
) => optional(choice(values, declined))

/** Like `optionalChoice`, for numbers that are names. */
export const optionalIntChoice = <const V extends number>(
  values: readonly V[],
  declined: Readonly<Record<number, string>> = {},
) =>
  optional(
    choice(
      values.map((v) => `${v}` as const),
      declined,
    ).transform((value) => Number(value) as V),
    (value) => (typeof value === 'number' ? String(value) : value),
  )
