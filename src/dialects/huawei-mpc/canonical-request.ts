import type { RawRequest } from '../../wire/request.ts'
import { sha256Hex } from '../../wire/signing/compare.ts'
import { decode, encode, readQuery } from './query.ts'

/** Two bytes that one official client signs and sends with a GET; bodies of GET requests have no meaning and are not read. */
const EMPTY_OBJECT = '{}'

/**
 * What an official client may have signed of a request, likeliest first. They differ in the order of a repeated query name
 * (as sent, or sorted), and in the path where an endpoint ends in a slash or a path part was left unfilled.
 * @throws DomainError malformed-request for broken percent-encoding
 */
export function* canonicalRequests(raw: RawRequest, signedHeaders: readonly string[]): Generator<string> {
  const headers = signedHeaders.map((name) => `${name}:${(raw.headers[name] ?? '').trim()}\n`).join('')
  const bodies = raw.method === 'GET' && raw.body.length === 0 ? [raw.body, EMPTY_OBJECT] : [raw.body]
  for (const path of paths(raw.path))
    for (const query of queries(raw.query))
      for (const body of bodies)
        yield [raw.method, path, query, headers, signedHeaders.join(';'), sha256Hex(body)].join('\n')
}

const paths = (path: string): readonly string[] => {
  const parts = path.split('/')
  const plain = closed(parts.map((part) => encode(decode(part.replaceAll('+', '%2B')))).join('/'))
  const twice = closed(parts.map(encode).join('/'))
  return [...new Set([plain, twice, `/${plain}`])]
}

const closed = (path: string): string => (path.endsWith('/') ? path : `${path}/`)

const queries = (query: string): readonly string[] => {
  const pairs = readQuery(query).map(({ key, value }) => [encode(key), encode(value)] as const)
  const byKey = [...pairs].sort(([a], [b]) => order(a, b))
  const byValue = [...pairs].sort(([a, x], [b, y]) => order(a, b) || order(x, y))
  const full = (list: typeof pairs) => list.map(([key, value]) => `${key}=${value}`).join('&')
  const bare = (list: typeof pairs) =>
    list.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join('&')
  return [...new Set([full(byKey), full(byValue), bare(byValue)])]
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
