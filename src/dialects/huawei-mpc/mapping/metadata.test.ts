import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { toSubmission } from './submission.ts'

const place = { bucket: 'b', location: 'x', object: '/o' }
const [HLS, MP4] = [1, 4]
const submit = (metadata: object[], ...packs: number[]) =>
  toSubmission(
    validate(createTranscodingRequest, {
      ...{ project_id: 'p', input: place, output: place, metadata },
      av_parameters: packs.map((pack_type) => ({ video: {}, common: { pack_type } })),
    }),
    {},
    new Map(),
  ).outputs.map(({ spec }) => spec)

test('every file says of itself what the task says', () => {
  const metadata = [{ name: 'AIGC', value: '{"Label":"1"}' }]
  expect(submit(metadata, MP4, MP4)).toMatchObject([{ tags: metadata }, { tags: metadata }])
  expect(submit([], MP4)[0]).not.toHaveProperty('tags')
})

test('a stream cannot say it, and names are plain', () => {
  expect(problemOf(() => submit([{ name: 'a', value: 'b' }], MP4, HLS))).toEqual([
    'unsupported-parameter',
    'metadata',
  ])
  expect(problemOf(() => submit([{ name: 'a=b', value: 'c' }], MP4))).toEqual([
    'invalid-parameter',
    'metadata.0.name',
  ])
})
