import { fail } from '../../domain/problem.ts'
import { readPairs } from '../../wire/codecs/form.ts'
import { readJson } from '../../wire/codecs/json.ts'
import { mediaType, type RawRequest } from '../../wire/request.ts'

const NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/
const BODYLESS = new Set(['GET', 'HEAD', 'DELETE'])

/**
 * Path parts, query and JSON body as one object: a name says the same wherever it stands, and stands in one place only.
 * Path and query values are strings; the schemas read numbers and lists out of them.
 * @throws DomainError malformed-request, unknown-parameter
 */
export const readParams = (raw: RawRequest): Readonly<Record<string, unknown>> => {
  const params = new Map<string, unknown>(Object.entries(raw.pathParams))
  const add = (name: string, value: unknown): void => {
    if (!NAME.test(name))
      throw fail('unknown-parameter', `The parameter ${JSON.stringify(name.slice(0, 100))} is not known.`)
    if (params.has(name)) throw fail('malformed-request', `The parameter ${name} is given twice.`)
    params.set(name, value)
  }
  for (const { key, value } of readPairs(raw.query)) add(key, value)
  for (const [name, value] of Object.entries(readBody(raw))) add(name, value)
  return Object.fromEntries(params)
}

const readBody = (raw: RawRequest): object => {
  if (raw.body.length === 0) return {}
  if (BODYLESS.has(raw.method)) throw fail('malformed-request', `A ${raw.method} request takes no body here.`)
  // A form posted by a page of another site cannot have this type, whatever credentials the browser adds to it.
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(mediaType(raw)))
    throw fail('malformed-request', 'The body must be JSON, sent with "Content-Type: application/json".')
  const body = readJson(raw.body)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw fail('malformed-request', 'The body must be a JSON object.')
  return body
}
