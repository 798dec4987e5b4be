import { expect, test } from 'vitest'
import { DomainError } from '../../domain/problem.ts'
import type { RawRequest } from '../../wire/request.ts'
import { readParams } from './params.ts'

const read = (more: Partial<RawRequest>) =>
  readParams({
    method: 'GET',
    path: '/v1/p/x',
    query: '',
    headers: {},
    body: new Uint8Array(),
    pathParams: { project_id: 'p' },
    ...more,
  })
const codeOf = (more: Partial<RawRequest>): string => {
  try {
    read(more)
    return 'none'
  } catch (error) {
    if (error instanceof DomainError) return error.problem.code
    throw error
  }
}

test('a name given several times is a list', () =>
  expect(read({ query: 'task_id=9&status=a%20b+c&task_id=100&task_id=1' })).toEqual({
    project_id: 'p',
    task_id: ['9', '100', '1'],
    status: 'a b c',
  }))

test('bodies are read where they mean something', () => {
  expect(read({ method: 'DELETE', body: Buffer.from('nonsense') })).toEqual({ project_id: 'p' })
  expect(read({ method: 'POST', body: Buffer.from('{"a":1}') })).toEqual({ project_id: 'p', a: 1 })
})

test.each<[Partial<RawRequest>, string]>([
  [{ method: 'POST', body: Buffer.from('[1]') }, 'malformed-request'],
  [{ method: 'POST', body: Buffer.from('{') }, 'malformed-request'],
  [{ method: 'POST', body: Buffer.from('{"__proto__":{}}') }, 'malformed-request'],
  [{ method: 'POST', body: Buffer.from('{"project_id":"q"}') }, 'malformed-request'],
  [{ query: 'project_id=q' }, 'unknown-parameter'],
  [{ query: '__proto__=q' }, 'unknown-parameter'],
  [{ query: 'a=%' }, 'malformed-request'],
])('%j', (more, code) => expect(codeOf(more)).toBe(code))
