import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createAnimationRequest } from '../schema/animated-graphics.ts'
import { toAnimationTask } from './animations.ts'

const place = { bucket: 'b', location: 'x', object: '/in/clip.mp4' }
const param = { format: 'gif', width: 320, height: -1, start: 500, end: '2500' }
const made = (more: object, output: object = {}) =>
  toAnimationTask(
    validate(createAnimationRequest, {
      ...{ project_id: 'p', input: place, output: { ...place, object: 'o/', ...output } },
      output_param: { ...param, ...more },
    }),
    {},
  ).outputs[0]
const faultOf = (more: object, output?: object) => problemOf(() => made(more, output))

test('a GIF of a part, named after the input or as asked', () => {
  expect(made({})).toEqual({
    name: 'animation',
    spec: {
      ...{ kind: 'animation', format: 'gif', frameRate: { num: 15, den: 1 }, plays: 0 },
      size: { by: 'sides', first: 320, fill: 'fit', upscale: true },
      range: { start: 0.5, end: 2.5 },
    },
    destination: { bucket: 'b', key: 'o/clip.gif' },
  })
  expect(made({}, { file_name: 'mine' })?.destination).toMatchObject({ key: 'o/mine.gif' })
})

test.each([
  [{ width: 0, height: 0 }, { by: 'source' }],
  [
    { width: -1, height: 90 },
    { by: 'sides', second: 90, fill: 'fit', upscale: true },
  ],
  [{ height: 90 }, { by: 'sides', first: 320, second: 90, fill: 'stretch', upscale: true }],
])('%j', (more, size) => expect(made(more)?.spec).toMatchObject({ size }))

test.each([
  [{ format: 'webp' }, undefined, 'value-out-of-range', 'output_param.format'],
  [{ width: 0 }, undefined, 'invalid-parameter', 'output_param.width'],
  [{ width: -1 }, undefined, 'invalid-parameter', 'output_param.width'],
  [{ width: 33 }, undefined, 'invalid-parameter', 'output_param.width'],
  [{ end: 500 }, undefined, 'invalid-parameter', 'output_param.end'],
  [{ end: 60_501 }, undefined, 'invalid-parameter', 'output_param.end'],
  [{ frame_rate: 76 }, undefined, 'value-out-of-range', 'output_param.frame_rate'],
  [{}, { file_name: '../x' }, 'invalid-parameter', 'output.file_name'],
])('%j to %j is refused', (more, output, code, path) => expect(faultOf(more, output)).toEqual([code, path]))
