import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import type { RawRequest } from '../../wire/request.ts'
import { readParams } from './params.ts'

const raw = (more: Partial<RawRequest>): RawRequest => ({
  method: 'POST',
  path: '/api/v1/x',
  query: '',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: new Uint8Array(),
  pathParams: {},
  ...more,
})
const body = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const codeOf = (of: RawRequest): unknown => {
  try {
    return readParams(of)
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code
  }
}

test('path, query and body become one object', () => {
  const params = readParams(
    raw({ pathParams: { id: 'a/b' }, query: 'limit=5&q=a+b%2B', body: body({ n: 1 }) }),
  )
  expect(params).toEqual({ id: 'a/b', limit: '5', q: 'a b+', n: 1 })
})

test.each([
  ['a name in path and query', { pathParams: { id: '1' }, query: 'id=2' }],
  ['a name in path and body', { pathParams: { id: '1' }, body: body({ id: '2' }) }],
  ['a name twice in the query', { query: 'a=1&a=2' }],
  ['a list as body', { body: body([1]) }],
  ['a text as body', { body: body('"x"') }],
  ['broken JSON', { body: body('{') }],
  ['a form, as another site could post it', { body: body({}), headers: { 'content-type': 'text/plain' } }],
  ['no type at all', { body: body({}), headers: {} }],
  ['a body where none belongs', { method: 'GET', body: body({}) }],
  ['__proto__ in the body', { body: body('{"__proto__": {"a": 1}}') }],
] as const)('malformed: %s', (_name, more) => {
  expect(codeOf(raw(more))).toBe('malformed-request')
})

test('a name that can be none is unknown', () => {
  expect(codeOf(raw({ query: '__proto__=1' }))).toBe('unknown-parameter')
})
