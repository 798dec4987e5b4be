import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DomainError } from '../domain/problem.ts'
import { refused } from './fields.ts'
import { validate } from './validate.ts'

const schema = z.strictObject({
  Name: z.string().max(4),
  Count: z.int().min(1).max(3).optional(),
  Kind: z.enum(['a', 'b']).optional(),
  Sub: z.object({ X: z.number() }).optional(),
  List: z
    .preprocess((text) => (typeof text === 'string' ? text.split(',') : text), z.array(z.enum(['a', 'b'])))
    .optional(),
  No: refused('not made here', [0]),
})

const problemOf = (input: unknown) => {
  try {
    validate(schema, input)
  } catch (error) {
    if (error instanceof DomainError) return { code: error.problem.code, path: error.problem.path }
  }
  return undefined
}

describe('validate', () => {
  it.each([
    [{}, 'missing-parameter', 'Name'],
    [{ Name: 1 }, 'invalid-parameter', 'Name'],
    [{ Name: 'abcde' }, 'value-out-of-range', 'Name'],
    [{ Name: 'a', Count: 0 }, 'value-out-of-range', 'Count'],
    [{ Name: 'a', Count: 1.5 }, 'invalid-parameter', 'Count'],
    [{ Name: 'a', Kind: 'c' }, 'value-out-of-range', 'Kind'],
    [{ Name: 'a', Sub: {} }, 'missing-parameter', 'Sub.X'],
    [{ Name: 'a', List: 'a,c' }, 'value-out-of-range', 'List.1'],
    [{ Name: 'a', Other: 1 }, 'unknown-parameter', 'Other'],
    [{ Name: 'a', No: 1 }, 'unsupported-parameter', 'No'],
    [{ Name: 'a', No: { x: 1 } }, 'unsupported-parameter', 'No'],
  ])('%j is refused with %s at %s', (input, code, path) => {
    expect(problemOf(input)).toEqual({ code, path })
  })
  it.each([
    [{ Name: 'a' }],
    [{ Name: 'a', No: null }],
    [{ Name: 'a', No: 0 }],
    [{ Name: 'a', No: { a: '', b: [] } }],
  ])('%j is taken: it asks for nothing that is refused', (input) => {
    expect(problemOf(input)).toBeUndefined()
  })
})
