import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { toSubmission } from './submission.ts'
import type { WatermarkTemplates } from './watermarks.ts'

const place = { bucket: 'b', location: 'x', object: '/o' }
const submit = (
  watermarks: object[],
  video: object = {},
  pack_type = 4,
  templates: WatermarkTemplates = new Map(),
) =>
  toSubmission(
    validate(createTranscodingRequest, {
      ...{ project_id: 'p', input: place, output: place, watermarks },
      av_parameters: [{ video, common: { pack_type } }],
    }),
    {},
    new Map(),
    templates,
  ).outputs[0]?.spec
const faultOf = (...asked: Parameters<typeof submit>) => problemOf(() => submit(...asked))

const usual = {
  kind: 'image',
  source: { from: 'object', bucket: 'b', key: 'o' },
  position: { corner: 'top-right', x: { px: 0 }, y: { px: 0 } },
  play: 'forever',
}
test.each([
  [{}, usual],
  [
    { referpos: 'BottomLeft', dx: '12', dy: '0.125', width: '64', height: '0' },
    {
      ...usual,
      position: { corner: 'bottom-left', x: { px: 12 }, y: { percent: 12.5 } },
      width: { px: 64 },
    },
  ],
  [{ timeline_start: '2' }, { ...usual, window: { start: 2 } }],
  [
    { timeline_start: '1', timeline_duration: '3' },
    { ...usual, window: { start: 1, end: 4 } },
  ],
  [{ timeline_duration: 'ToEND', image_process: 'Original', base: 'input' }, usual],
])('image %j', (image_watermark, overlay) => {
  const asked = [{ input: place, image_watermark }]
  expect(submit(asked)).toMatchObject({ video: { overlays: [overlay] } })
  expect(submit(asked, {}, 1)).toMatchObject({ renditions: [{ video: { overlays: [overlay] } }] })
})

test('a template says what the task does not', () => {
  const templates = new Map([
    [7, { referpos: 'BottomLeft', dx: '12', dy: '0.125', width: '64' }],
  ]) as WatermarkTemplates
  const asked = [{ input: place, template_id: '7', image_watermark: { dx: '3' } }]
  const position = { corner: 'bottom-left', x: { px: 3 }, y: { percent: 12.5 } }
  expect(submit(asked, {}, 4, templates)).toMatchObject({
    video: { overlays: [{ ...usual, position, width: { px: 64 } }] },
  })
})

const AT = 'watermarks.0'
const image = (image_watermark: object) => ({ input: place, image_watermark })
test.each([
  [{}, 'missing-parameter', `${AT}.input`],
  [image({ dx: '-1' }), 'invalid-parameter', `${AT}.image_watermark.dx`],
  [image({ width: '1.5' }), 'invalid-parameter', `${AT}.image_watermark.width`],
  [image({ timeline_duration: '0' }), 'invalid-parameter', `${AT}.image_watermark.timeline_duration`],
  [image({ image_process: 'Grayed' }), 'unsupported-parameter', `${AT}.image_watermark.image_process`],
  [{ input: place, template_id: '7' }, 'template-not-found', undefined],
  [{ text_context: 'eA==', template_id: '7' }, 'invalid-parameter', AT],
  [{ input: place, text_context: 'eA==' }, 'invalid-parameter', AT],
  [{ text_watermark: { font_size: 20 } }, 'missing-parameter', `${AT}.text_context`],
  [{ text_context: 'no base64' }, 'invalid-parameter', `${AT}.text_context`],
  [{ text_context: '/w==' }, 'invalid-parameter', `${AT}.text_context`],
  [
    { text_context: 'eA==', text_watermark: { font_size: 200 } },
    'value-out-of-range',
    `${AT}.text_watermark.font_size`,
  ],
  [
    { text_context: 'eA==', text_watermark: { font_color: 'dull' } },
    'value-out-of-range',
    `${AT}.text_watermark.font_color`,
  ],
])('%j is refused', (watermark, code, path) => expect(faultOf([watermark])).toEqual([code, path]))

test('words in base64 are drawn where and as they are asked for', () => {
  const text_context = Buffer.from('© 2026\nПрава').toString('base64')
  const words = { kind: 'text', text: '© 2026\nПрава', size: { px: 16 }, color: 'ffffff' }
  expect(submit([{ text_context }])).toMatchObject({
    video: { overlays: [{ ...words, position: usual.position }] },
  })
  const text_watermark = {
    ...{ dx: '10', dy: '0.1', referpos: 'BottomLeft', timeline_start: '1', timeline_duration: '2' },
    ...{ font_name: 'msyh', font_size: 40, font_color: 'gold' },
  }
  expect(submit([{ text_context, text_watermark }], {}, 1)).toMatchObject({
    renditions: [
      {
        video: {
          overlays: [
            {
              ...{ ...words, size: { px: 40 }, color: 'ffd700', font: 'msyh', replaceable: true },
              position: { corner: 'bottom-left', x: { px: 10 }, y: { percent: 10 } },
              window: { start: 1, end: 3 },
            },
          ],
        },
      },
    ],
  })
})

test('a picture that is copied takes no watermark', () =>
  expect(faultOf([{ input: place }], { output_policy: 'copy' })).toEqual(['invalid-parameter', 'watermarks']))
