import { z } from 'zod'
import { boolish, notChosen, numeric, optional, whole } from '../../../wire/scalars.ts'

export { optionalList, optionalNumber, optionalObject, optionalText, text } from '../../../wire/scalars.ts'

/** The service takes decimals for integers, and cuts them. */
const cut = (value: unknown): unknown => {
  const read = numeric(value)
  return typeof read === 'number' ? Math.trunc(read) : read
}

const MAX = Number.MAX_SAFE_INTEGER

export const int = (min = -MAX, max = MAX) => z.preprocess(cut, whole(min, max))
export const optionalInt = (min = -MAX, max = MAX) => optional(whole(min, max), cut)
/** 0 or from `min` to `max`: "not set, or a value". */
export const optionalIntOrZero = (min: number, max: number) =>
  optional(z.union([z.literal(0), whole(min, max)]), cut)
export const optionalBool = () => optional(z.boolean(), boolish)

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
    context.addIssue(notChosen(value, values, declined, reason))
    return z.NEVER
  })
export const optionalChoice = <const V extends string | number>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) => optional(choice(values, declined))
