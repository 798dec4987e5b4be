import { expect, test } from 'vitest'
import { DomainError } from '../../domain/problem.ts'
import type { RawRequest } from '../../wire/request.ts'
import { identify } from './identify.ts'

const raw = (parts: Partial<RawRequest> & { text?: string }): RawRequest => ({
  method: 'POST',
  path: '/v2/index.php',
  query: '',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  pathParams: {},
  ...parts,
  body: Buffer.from(parts.text ?? ''),
})
const paramsOf = (request: RawRequest) => identify(request)?.params(request)

test('the path alone tells its requests', () => {
  expect(identify(raw({ path: '/', text: 'Action=GetTaskInfo&SecretId=a' }))).toBeUndefined()
  expect(identify(raw({ path: '/v2/index.php/', text: 'Action=GetTaskInfo' }))).toBeUndefined()
  expect(identify(raw({ text: 'Action=GetTaskInfo' }))).toMatchObject({ action: 'GetTaskInfo' })
  expect(identify(raw({}))?.action).toBeUndefined()
})

test('a GET is read from its query, a POST from its body alone', () => {
  const query = 'Action=A&vodTaskId=query'
  expect(paramsOf(raw({ method: 'GET', query }))).toEqual({ vodTaskId: 'query' })
  expect(paramsOf(raw({ query, text: 'Action=A&vodTaskId=body' }))).toEqual({ vodTaskId: 'body' })
})

test('what every call may carry is no parameter of the action', () => {
  const text = 'Action=A&Version=2017-03-12&Token=t&RequestClient=SDK_PYTHON_2.0.15&fileId=1'
  expect(paramsOf(raw({ text }))).toEqual({ fileId: '1' })
})

test('lists may have holes, begin anywhere, and be named with underscores', () => {
  expect(
    paramsOf(
      raw({ text: 'transcode.definition.1=210&transcode.definition.10=30&transcode.definition.4=20' }),
    ),
  ).toEqual({ transcode: { definition: ['210', '20', '30'] } })
  expect(paramsOf(raw({ text: 'pullset_0_url=a&pullset_0_fileName=b_c' }))).toEqual({
    pullset: [{ url: 'a', fileName: 'b_c' }],
  })
})

test('parameters of every call are not the action’s', () => {
  const text =
    'Action=A&Region=gz&Timestamp=1&Nonce=2&SecretId=s&Signature=x&SignatureMethod=HmacSHA1&Token=t&RequestClient=c&fileId=1'
  expect(paramsOf(raw({ text }))).toEqual({ fileId: '1' })
})

test.each([
  ['another method', raw({ method: 'PUT' })],
  ['a JSON body', raw({ headers: { 'content-type': 'application/json' }, text: '{}' })],
  ['a name given twice', raw({ text: 'a=1&a=2' })],
  ['a name given twice, once with underscores', raw({ text: 'a.b=1&a_b=2' })],
  ['a prototype', raw({ text: '__proto__.x=1' })],
  ['a value that is a parent too', raw({ text: 'a=1&a.b=2' })],
  ['broken percent-encoding', raw({ text: 'a=%zz' })],
  ['bytes that are not UTF-8', raw({ text: 'a=%ff' })],
  ['parts without a boundary', raw({ headers: { 'content-type': 'multipart/form-data' }, text: '--b--' })],
])('refuses %s', (_, request) => {
  expect(() => paramsOf(request)).toThrow(DomainError)
})
