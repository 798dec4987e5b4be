import { expect, test } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { toSubmission } from './submission.ts'

const key = Buffer.from('0123456789abcdef').toString('base64')
const url = 'https://keys.example/k?id=1'
const place = { bucket: 'b', location: 'x', object: 'o' }

const submit = (hls_encrypt: object, pack_type = 1) => {
  const whole = {
    ...{ project_id: 'p', input: place, output: place, encryption: { hls_encrypt } },
    av_parameters: [{ video: {}, common: { pack_type } }],
  }
  return toSubmission(validate(createTranscodingRequest, whole), whole as Json, new Map())
}
const problemOf = (hls_encrypt: object, pack_type?: number) => {
  try {
    submit(hls_encrypt, pack_type)
  } catch (error) {
    if (error instanceof DomainError) return error.problem
    throw error
  }
  return undefined
}

test('the key goes into the spec, and out of what is kept', () => {
  const { outputs, request } = submit({ key, url, iv: key, algorithm: 'AES-128-CBC' })
  const hex = Buffer.from('0123456789abcdef').toString('hex')
  expect(outputs[0]?.spec).toMatchObject({
    encryption: { method: 'aes-128', keys: { from: 'given', given: [{ key: hex, uri: url }] }, iv: hex },
  })
  expect(request).toMatchObject({ encryption: { hls_encrypt: { key: '(secret)', url } } })
  // What is kept is read again to show the task.
  expect(createTranscodingRequest.safeParse(request).success).toBe(true)
})

const AT = 'encryption.hls_encrypt'
test.each([
  [{ key: 'c2hvcnQ=', url }, 1, 'invalid-parameter', `${AT}.key`],
  [{ key, url: 'https://x/"\nEXT' }, 1, 'invalid-parameter', `${AT}.url`],
  [{ key, url, iv: 'x' }, 1, 'invalid-parameter', `${AT}.iv`],
  [{ key, url, algorithm: 'AES-128-CTR' }, 1, 'unsupported-parameter', `${AT}.algorithm`],
  [{ key }, 1, 'missing-parameter', `${AT}.url`],
  [{ key, url }, 4, 'invalid-parameter', AT],
  [{ key, url }, 3, 'unsupported-parameter', AT],
])('%j for pack %i is refused', (hls_encrypt, pack, code, path) => {
  const problem = problemOf(hls_encrypt, pack)
  expect(problem).toMatchObject({ code, path })
  expect(problem?.message).not.toContain(key)
})
