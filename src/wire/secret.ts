import type { Json } from '../domain/json.ts'

/** What stands where a key was given. */
const SECRET = '(secret)'

/** A request as it is kept: without the value at a path, which goes through every item of lists on its way. */
export const withoutSecret = (whole: Json, [name, ...rest]: readonly string[]): Json => {
  if (Array.isArray(whole)) return whole.map((item: Json) => withoutSecret(item, [name ?? '', ...rest]))
  if (name === undefined || typeof whole !== 'object' || whole === null) return whole
  const member = (whole as Readonly<Record<string, Json>>)[name]
  if (member === undefined) return whole
  return { ...whole, [name]: rest.length === 0 ? SECRET : withoutSecret(member, rest) }
}
