/** The members of an answer with their types, `a.b[].c string`, each once; what two entries of a list differ in is all there. */
export const shapeOf = (value: unknown): ReadonlySet<string> => {
  const lines = new Set<string>()
  const walk = (node: unknown, path: string): void => {
    if (path !== '') lines.add(`${path} ${typeName(node)}`)
    if (Array.isArray(node)) for (const item of node) walk(item, `${path}[]`)
    else if (typeof node === 'object' && node !== null)
      for (const [key, inner] of Object.entries(node)) walk(inner, path === '' ? key : `${path}.${key}`)
  }
  walk(value, '')
  return lines
}

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

export interface ShapeDifference {
  /** In the sample, not in the answer. */
  readonly missing: readonly string[]
  /** In the answer, not in the sample. */
  readonly more: readonly string[]
}

export const compareShapes = (sample: readonly string[], answer: unknown): ShapeDifference => {
  const has = shapeOf(answer)
  return {
    missing: sample.filter((line) => !has.has(line)).sort(),
    more: [...has].filter((line) => !sample.includes(line)).sort(),
  }
}
