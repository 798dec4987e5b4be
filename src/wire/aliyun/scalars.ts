import { z } from 'zod'
import { readJson } from '../codecs/json.ts'
import { absent, notChosen, numeric, optional, whole } from '../scalars.ts'

export { optionalList, optionalNumber, optionalObject, optionalText, text } from '../scalars.ts'

/** All parameters are text, and inside JSON booleans come as themselves or as words. */

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }
const boolish = (value: unknown): unknown =>
  typeof value === 'string' ? (BOOLEANS[value.toLowerCase()] ?? value) : value

export const int = (min: number, max: number) => z.preprocess(numeric, whole(min, max))
export const optionalInt = (min: number, max: number) => optional(whole(min, max), numeric)
export const optionalBool = () => optional(z.boolean(), boolish)

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
    context.addIssue(notChosen(value, values, declined, reason))
    return z.NEVER
  })
export const optionalChoice = <const V extends string>(
  values: readonly V[],
  declined: Readonly<Record<string, string>> = {},
) => optional(choice(values, declined), (value) => (typeof value === 'number' ? String(value) : value))
