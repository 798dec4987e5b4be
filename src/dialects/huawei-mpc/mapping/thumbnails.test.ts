import { expect, test } from 'vitest'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { thumbnailOutputs } from './thumbnails.ts'

const place = { bucket: 'b', location: 'x', object: '/o/' }
const outputs = (asked: object) =>
  thumbnailOutputs(
    validate(createTranscodingRequest, { project_id: 'p', input: place, output: place, ...asked }),
  )
const one = (params: object) => outputs({ thumbnail: { params } })[0]

const usual = {
  kind: 'snapshots',
  format: 'jpeg',
  at: { by: 'interval', every: { seconds: 12 }, last: true },
  size: { by: 'long-short', first: 480, fill: 'fit', upscale: false },
}
test.each([
  [{}, usual],
  [
    { time: 5, start_time: 2, duration: 8 },
    { ...usual, at: { by: 'interval', every: { seconds: 5 }, last: true }, range: { start: 2, end: 10 } },
  ],
  [
    { type: 'DOTS', dots: [1, '3'] },
    { ...usual, at: { by: 'times', times: [{ seconds: 1 }, { seconds: 3 }] } },
  ],
  [
    { type: 'DOTS_MS', dots_ms: [1500] },
    { ...usual, at: { by: 'times', times: [{ seconds: 1.5 }] } },
  ],
  [
    { width: 200, height: 100 },
    { ...usual, size: { by: 'sides', first: 200, second: 100, fill: 'stretch', upscale: true } },
  ],
  [{ width: 200 }, { ...usual, size: { by: 'sides', first: 200, fill: 'fit', upscale: false } }],
  [{ amount: 90 }, { ...usual, skipBlack: { amount: 90, threshold: 32 } }],
])('%j', (params, spec) => expect(one(params)?.spec).toEqual(spec))

test('pictures are named by their second', () => {
  const keyOf = (params: object) => one(params)?.destination
  expect(keyOf({})).toEqual({ bucket: 'b', key: 'o/{time}.jpg' })
  expect(keyOf({ type: 'DOTS', dots: [1], output_filename: 'first' })).toMatchObject({ key: 'o/first.jpg' })
  expect(keyOf({ output_filename: 'p.jpg' })).toMatchObject({ key: 'o/p_{time}.jpg' })
  const out = { ...place, object: 'elsewhere' }
  expect(outputs({ thumbnails: [{ params: {} }, { params: {}, out }] }).map((o) => o.destination)).toEqual([
    { bucket: 'b', key: 'o/{time}.jpg' },
    { bucket: 'b', key: 'elsewhere/{time}.jpg' },
  ])
})

test.each([
  [{ type: 'DOTS' }, 'missing-parameter', 'thumbnail.params.dots'],
  [{ type: 'DOTS_MS' }, 'missing-parameter', 'thumbnail.params.dots_ms'],
  [{ output_filename: '../x' }, 'invalid-parameter', 'thumbnail.params.output_filename'],
  [{ time: 101 }, 'value-out-of-range', 'thumbnail.params.time'],
])('%j is refused', (params, code, path) => {
  let problem: unknown
  try {
    one(params)
  } catch (error) {
    problem = error instanceof DomainError && [error.problem.code, error.problem.path]
  }
  expect(problem).toEqual([code, path])
})
