import { expect, test } from 'vitest'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { spriteOutputs } from './sprites.ts'

const place = { bucket: 'b', location: 'x', object: '/o/' }
const params = { sample_type: 'TIME', sample_interval: 5, row_count: 10, column_count: 10 }
const outputs = (...sprites: readonly object[]) =>
  spriteOutputs(
    validate(createTranscodingRequest, {
      ...{ project_id: 'p', input: place, output: place, image_sprites: sprites },
    }),
    { from: 'object', bucket: 'b', key: 'in/clip.mp4' },
  )
const specOf = (more: object) => outputs({ params: { ...params, ...more } })[0]?.spec

const usual = {
  ...{ kind: 'sprite', every: { seconds: 5 }, columns: 10, rows: 10 },
  ...{ fill: 'pad-black', format: 'jpeg' },
}
test.each([
  [{}, usual],
  [
    { sample_type: 'PERCENT', sample_interval: '20' },
    { ...usual, every: { percent: 20 } },
  ],
  [
    { width: 200, height: 100, fill_type: 'white', format: 'png', row_count: 4 },
    { ...usual, rows: 4, tileWidth: 200, tileHeight: 100, fill: 'pad-white', format: 'png' },
  ],
  [
    { width: 200, resolution_adaptive: 'open' },
    { ...usual, tileWidth: 200, tileBy: 'long-short' },
  ],
  [
    { height: 100, width: 0, resolution_adaptive: 'close' },
    { ...usual, tileHeight: 100 },
  ],
])('%j', (more, spec) => expect(specOf(more)).toEqual(spec))

test('sheets and lists have the names of the service, or those asked for, and a number of their own', () => {
  const numbers = { initial: 0, increment: 1, minLength: 1, pad: '0' }
  const output = { ...place, object: 'elsewhere' }
  expect(
    outputs(
      { params },
      { params: { ...params, format: 'png' }, output, output_object_name: 's', webvtt_object_name: 'l.vtt' },
    ).map(({ destination }) => destination),
  ).toEqual([
    {
      ...{ bucket: 'b', key: 'o/clip_imageSprite_0.vtt' },
      parts: { sheet: 'clip_imageSprite_0_{number}.jpg', numbers },
    },
    { bucket: 'b', key: 'elsewhere/l.vtt', parts: { sheet: 's_{number}.png', numbers } },
  ])
})

test.each([
  [{ params: { ...params, row_count: 11 } }, 'invalid-parameter', 'image_sprites.0.params.row_count'],
  [
    { params: { ...params, sample_type: 'PERCENT', sample_interval: 101 } },
    'invalid-parameter',
    'image_sprites.0.params.sample_interval',
  ],
  [{ params: { ...params, width: 95 } }, 'value-out-of-range', 'image_sprites.0.params.width'],
  [{ params, output_object_name: '../s' }, 'invalid-parameter', 'image_sprites.0.output_object_name'],
])('%j is refused', (sprite, code, path) => {
  let problem: unknown
  try {
    outputs(sprite)
  } catch (error) {
    if (error instanceof DomainError) problem = [error.problem.code, error.problem.path]
  }
  expect(problem).toEqual([code, path])
})
