import { expect, test } from 'vitest'
import type { RawRequest } from '../../wire/request.ts'
import { identify } from './identify.ts'

const raw = (parts: Partial<RawRequest> & { text?: string }): RawRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: {},
  pathParams: {},
  ...parts,
  body: Buffer.from(parts.text ?? ''),
})
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const paramsOf = (request: RawRequest) => identify(request)?.params(request)

test('requests of other services are not this one’s', () => {
  const others = [
    raw({
      method: 'GET',
      query: 'Action=GetTranscodeTask&Version=2017-03-21&AccessKeyId=a&SignatureNonce=1',
    }),
    raw({ method: 'GET', query: 'Action=DescribeTaskDetail' }),
    raw({ method: 'GET', headers: { 'x-acs-action': 'GetMediaConvertJob', 'x-acs-version': '2020-11-09' } }),
    raw({ headers: FORM, text: 'Action=SubmitJob&Version=2020-11-09&AccessKeyId=a' }),
    raw({ headers: { 'content-type': 'application/json' }, text: '{"SecretId":"a"}' }),
    raw({ headers: FORM, text: '%' }),
  ]
  for (const other of others) expect(identify(other)).toBeUndefined()
})

test('a request of its shape without action, or with another version, is its own to refuse', () => {
  expect(identify(raw({ headers: { 'x-tc-version': '2019-06-12' } }))?.action).toBeUndefined()
  expect(identify(raw({ headers: { authorization: 'TC3-HMAC-SHA256 x' } }))).toMatchObject({})
  expect(identify(raw({ method: 'GET', query: 'SecretId=a&Action=X&Version=2017-03-12' }))).toMatchObject({
    action: 'X',
    version: '2017-03-12',
  })
  expect(identify(raw({ headers: FORM, text: 'Version=2019-06-12' }))?.version).toBe('2019-06-12')
})

test('common parameters of the v1 signature are not the action’s', () => {
  const query =
    'Action=DescribeTasks&Version=2019-06-12&Region=r&Timestamp=1&Nonce=2&SecretId=s&Signature=x&SignatureMethod=HmacSHA1&Token=t&Language=en-US&RequestClient=c&Status=FINISH'
  expect(paramsOf(raw({ method: 'GET', query }))).toEqual({ Status: 'FINISH' })
})

const header = { 'x-tc-action': 'ManageTask', 'x-tc-version': '2019-06-12' }

test('bodies that cannot be read are refused', () => {
  const multipart = { ...header, 'content-type': 'multipart/form-data; boundary=b' }
  const bad = [
    raw({ headers: { ...header, 'content-type': 'application/json' }, text: '{' }),
    raw({ headers: { ...header, 'content-type': 'application/json' }, text: '[]' }),
    raw({ headers: { ...header, 'content-type': 'application/json' }, text: '"a"' }),
    raw({ headers: { ...header, 'content-type': 'application/json' }, text: '{"__proto__":{}}' }),
    raw({ headers: { ...header, 'content-type': 'text/plain' }, text: '{}' }),
    raw({ method: 'GET', headers: header, query: '__proto__.a=1' }),
    raw({ headers: { ...header, 'content-type': 'multipart/form-data' }, text: '--b--' }),
    raw({ headers: multipart, text: '' }),
    raw({ headers: multipart, text: '--b\r\nContent-Disposition: form-data; name="A"\r\n\r\n1' }),
    raw({ headers: multipart, text: '--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--' }),
    raw({
      headers: multipart,
      text: '--b\r\nContent-Disposition: form-data; name="A"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="A"\r\n\r\n2\r\n--b--',
    }),
  ]
  for (const request of bad) expect(() => paramsOf(request)).toThrow()
})

test('multipart fields keep their line ends and nest by their names', () => {
  const text =
    '\r\n--b\r\nContent-Disposition: form-data; name="A.0.B"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\ny\r\n--b\r\nContent-Disposition: form-data; name="C"; filename="f"\r\n\r\n\r\n--b--\r\n'
  expect(
    paramsOf(raw({ headers: { ...header, 'content-type': 'multipart/form-data; boundary="b"' }, text })),
  ).toEqual({ A: [{ B: 'x\r\ny' }], C: '' })
})
