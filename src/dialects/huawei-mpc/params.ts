import { fail } from '../../domain/problem.ts'
import { readJson } from '../../wire/codecs/json.ts'
import type { RawRequest } from '../../wire/request.ts'
import { readQuery } from './query.ts'

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/**
 * Path parts, query and JSON body as one object. A query name given several times is a list. Bodies are JSON whatever their
 * content type says: clients of this API disagree on it.
 * @throws DomainError malformed-request, unknown-parameter
 */
export const readParams = (raw: RawRequest): Readonly<Record<string, unknown>> => {
  const params = new Map<string, unknown>(Object.entries(raw.pathParams))
  for (const { key, value } of readQuery(raw.query)) {
    if (!NAME.test(key) || Object.hasOwn(raw.pathParams, key))
      throw fail('unknown-parameter', `The parameter ${JSON.stringify(key.slice(0, 100))} is not known.`)
    const there = params.get(key)
    params.set(key, there === undefined ? value : [there, value].flat())
  }
  for (const [name, value] of Object.entries(readBody(raw))) {
    if (params.has(name)) throw fail('malformed-request', `The parameter ${name} is given twice.`)
    params.set(name, value)
  }
  return Object.fromEntries(params)
}

/** Bodies of GET and DELETE have no meaning; some clients send `{}`. */
const readBody = (raw: RawRequest): object => {
  if (raw.method === 'GET' || raw.method === 'DELETE') return {}
  const body = readJson(raw.body)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw fail('malformed-request', 'The body must be a JSON object.')
  return body
}
