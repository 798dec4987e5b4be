import { z } from 'zod'
import { boolish, notChosen, numeric, optional, whole } from '../../../wire/scalars.ts'

export { optionalList, optionalNumber, optionalObject, optionalText, text } from '../../../wire/scalars.ts'

const MAX = Number.MAX_SAFE_INTEGER

export const int = (min = -MAX, max = MAX) => z.preprocess(numeric, whole(min, max))
export const optionalInt = (min = -MAX, max = MAX) => optional(whole(min, max), numeric)
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
export const optionalBool = () => optional(z.boolean(), boolish)

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
