import type { Json, JsonObject } from '../../domain/json.ts'
import { coverageOf } from '../../wire/coverage.ts'
import type { AnyOperation } from '../../wire/operation.ts'
import type { Sent } from './world.ts'

/** Says the parameters of an operation as clients of its service do. */
export type Encode = (operation: AnyOperation, params: JsonObject) => Sent

const JSON_TYPE = { 'content-type': 'application/json' }

/** Path parts in the path; the rest in the query of a GET, HEAD or DELETE, else in a JSON body. */
export const pathRequest: Encode = ({ route, body }, params) => {
  if (route.by !== 'path') throw new Error('not a path route')
  const rest = { ...params }
  const url = route.path.replace(/\{(\w+)(\*?)\}/g, (_, name: string, tail: string) => {
    const value = textOf(rest[name])
    delete rest[name]
    return tail === '' ? encodeURIComponent(value) : value.split('/').map(encodeURIComponent).join('/')
  })
  if (body === 'stream' || ['GET', 'HEAD', 'DELETE'].includes(route.method)) {
    const pairs = Object.entries(rest).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((v) => `${name}=${encodeURIComponent(textOf(v))}`),
    )
    return { method: route.method, url: pairs.length === 0 ? url : `${url}?${pairs.join('&')}` }
  }
  return { method: route.method, url, headers: JSON_TYPE, body: JSON.stringify(rest) }
}

/** Tencent Cloud's API 3.0: the action in headers, the parameters in a JSON body. */
export const tencentRequest: Encode = ({ route }, params) => {
  if (route.by !== 'action') throw new Error('not an action')
  const headers = { ...JSON_TYPE, 'x-tc-action': route.action, 'x-tc-version': route.version }
  return { method: 'POST', url: '/', headers, body: JSON.stringify(params) }
}

/** Tencent Cloud's API 2.0: everything in a form, with dotted names. */
export const tencentVodRequest: Encode = ({ route }, params) => {
  if (route.by !== 'action') throw new Error('not an action')
  return formRequest('/v2/index.php', { Action: route.action, ...params })
}

/** Alibaba Cloud's RPC: everything in a form. A parameter with fields of its own is a JSON text; any other is text. */
export const aliyunRequest: Encode = (operation, params) => {
  const { route } = operation
  if (route.by !== 'action') throw new Error('not an action')
  const paths = coverageOf(operation).map(({ path }) => path)
  const texts = Object.entries(params).map(([name, value]): [string, Json] => {
    const structured = paths.some((path) => path.startsWith(`${name}.`) || path.startsWith(`${name}[].`))
    return [name, structured && typeof value === 'object' ? JSON.stringify(value) : value]
  })
  const common = {
    Action: route.action,
    Version: route.version,
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
  }
  return formRequest('/', { ...common, ...Object.fromEntries(texts) })
}

/** A form POST. Structures have dotted names. */
export const formRequest = (url: string, params: JsonObject): Sent => {
  const pairs: string[] = []
  const add = (name: string, value: Json): void => {
    if (typeof value !== 'object' || value === null)
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`)
    else for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner as Json)
  }
  for (const [name, value] of Object.entries(params)) add(name, value)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url, headers, body: pairs.join('&') }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
