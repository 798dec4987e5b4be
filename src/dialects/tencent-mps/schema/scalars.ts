import { z } from 'zod'
import { boolish, choice, numeric, optional, whole } from '../../../wire/scalars.ts'

export {
  choice,
  optionalChoice,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
  text,
} from '../../../wire/scalars.ts'

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
