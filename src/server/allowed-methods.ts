import type { AnyOperation } from '../wire/operation.ts'

/** The methods that something is served with at a path, in the order of the operations; none where nothing is. */
export type AllowedMethods = (path: string) => readonly string[]

export const allowedMethods = (operations: readonly AnyOperation[]): AllowedMethods => {
  const routes = operations.flatMap(({ route }) =>
    route.by === 'path' ? [{ method: route.method, shape: shapeOf(route.path) }] : [],
  )
  return (path) => [
    ...new Set(routes.filter(({ shape }) => shape.test(path)).map(({ method }) => method as string)),
  ]
}

/** `{name}` is one part of a path, `{name*}` the rest of it. */
const shapeOf = (path: string): RegExp => {
  const parts = path.split('/').map((part) => {
    if (/^\{\w+\*\}$/.test(part)) return '.+'
    return /^\{\w+\}$/.test(part) ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
