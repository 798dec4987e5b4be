import { expect, test } from 'vitest'
import { PROBLEM_CODES, problem } from '../../domain/problem.ts'
import { errors } from './errors.ts'
import { operations } from './operations/index.ts'
import { renderError, renderResult } from './render.ts'

const raw = { method: 'POST', path: '/', query: '', headers: {}, body: new Uint8Array(), pathParams: {} }
const context = { requestId: '04db7d25-f590-414a-a341-8f1584f15f84', raw }
const operation = (name: string) => operations.find((op) => op.name === name)!

test('an answer is a 200 of exactly application/json, with its request id', () => {
  const reply = renderResult({ TaskId: 'x' }, context)
  expect(reply).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json', 'x-tc-requestid': context.requestId },
    body: `{"Response":{"TaskId":"x","RequestId":"${context.requestId}"}}`,
  })
})

test('every problem is a 200 with a code, a message and the request id', () => {
  for (const code of PROBLEM_CODES) {
    const reply = renderError(errors[code], problem(code, 'Why.'), context)
    expect(reply.status).toBe(200)
    expect(JSON.parse(String(reply.body))).toEqual({
      Response: { Error: { Code: errors[code].code, Message: 'Why.' }, RequestId: context.requestId },
    })
    expect(errors[code].code).toMatch(/^[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)?$/)
  }
})

test('a wrong value of some fields has a code of its own', () => {
  const cases = [
    ['ProcessMedia', 'SessionId', 'InvalidParameterValue.SessionIdTooLong'],
    ['ManageTask', 'OperationType', 'InvalidParameterValue.InvalidOperationType'],
    ['DescribeTasks', 'Limit', 'InvalidParameterValue.Limit'],
    ['DescribeTasks', 'Status', 'InvalidParameterValue'],
  ] as const
  for (const [name, path, code] of cases) {
    const reply = renderError(errors['value-out-of-range'], problem('value-out-of-range', 'Why.', { path }), {
      ...context,
      operation: operation(name),
    })
    expect(JSON.parse(String(reply.body)).Response.Error.Code).toBe(code)
  }
})

test('a trace id is given back when it is one', () => {
  const traced = (id: string) => ({ ...context, raw: { ...raw, headers: { 'x-tc-traceid': id } } })
  expect(renderResult({}, traced('a-1')).headers['x-tc-traceid']).toBe('a-1')
  expect(renderResult({}, traced('a\r\nb')).headers['x-tc-traceid']).toBeUndefined()
})
