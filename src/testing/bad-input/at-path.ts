import type { Json, JsonObject } from '../../domain/json.ts'

/** The parts of a coverage path: `a.b[].c` is a, b, 0, c. */
export const partsOf = (path: string): readonly (string | number)[] =>
  path.split('.').flatMap((part) => {
    const [name = '', ...lists] = part.split('[]')
    return [name, ...lists.map(() => 0)]
  })

/** A copy of the request with another value at a path; what is missing on the way is made. */
export const withValue = (
  request: JsonObject,
  parts: readonly (string | number)[],
  value: Json,
): JsonObject => {
  const copy = structuredClone(request) as Record<string, unknown>
  let node: Record<string | number, unknown> = copy
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1) node[part] = value
    else {
      const next = node[part]
      const made =
        typeof next === 'object' && next !== null ? next : typeof parts[i + 1] === 'number' ? [] : {}
      node[part] = made
      node = made as Record<string | number, unknown>
    }
  }
  return copy as JsonObject
}
