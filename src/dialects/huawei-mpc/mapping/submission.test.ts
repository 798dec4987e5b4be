import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import type { Parameters } from '../schema/parameters.ts'
import { templateIdsOf, toSubmission } from './submission.ts'

const HLS: Parameters = {
  video: { width: 480, height: 270, bitrate: 200 },
  audio: {},
  common: { pack_type: 1 },
}
const MP3: Parameters = { audio: { codec: 4 }, common: { pack_type: 5 } }
const TEMPLATES = new Map([
  [4, HLS],
  [30, MP3],
])
const whole = {
  project_id: 'p',
  input: { bucket: 'in', location: 'x', object: '/a b/clip.one.mp4' },
  output: { bucket: 'out', location: 'x', object: '/test//deep/' },
}
const submit = (more: object) =>
  toSubmission(validate(createTranscodingRequest, { ...whole, ...more }), { kept: true }, TEMPLATES)
const destinations = (more: object) => submit(more).outputs.map(({ destination }) => destination)
const faultOf = (more: object) => problemOf(() => submit(more))

test('one output for each template, named as the service names them', () => {
  const { outputs, ...rest } = submit({ trans_template_id: [4, '30', 30], user_data: 'x', priority: 9 })
  expect(rest).toEqual({
    dialect: 'huawei-mpc',
    request: { kept: true },
    source: { from: 'object', bucket: 'in', key: 'a b/clip.one.mp4' },
    priority: 5,
    userData: 'x',
  })
  expect(outputs.map(({ template }) => template)).toEqual(['4', '30', '30'])
  expect(outputs.map(({ destination }) => destination)).toEqual([
    {
      bucket: 'out',
      key: 'test/deep/clip.one_1_480X270_200_0.m3u8',
      parts: { segment: 'clip.one_1_480X270_200_0_{number}.ts' },
    },
    { bucket: 'out', key: 'test/deep/clip.one_audio.mp3' },
    { bucket: 'out', key: 'test/deep/clip.one_audio_3.mp3' },
  ])
})

test('names and folders of one’s own', () => {
  expect(
    destinations({ trans_template_id: [4, 30], output_filenames: ['main.m3u8', 'sound'] }),
  ).toMatchObject([
    { key: 'test/deep/main.m3u8', parts: { segment: 'main_{number}.ts' } },
    { key: 'test/deep/sound.mp3' },
  ])
  const output = { bucket: 'other', location: 'x', object: '' }
  expect(destinations({ trans_template_list: [{ template_id: 30, output, output_filename: 'a' }] })).toEqual([
    { bucket: 'other', key: 'a.mp3' },
  ])
})

test('inline parameters win over templates, and may lie elsewhere', () => {
  const inline = { ...MP3, output: { bucket: 'other', location: 'x', object: 'o' } }
  const asked = { trans_template_id: [99], av_parameters: [inline], crop: { duration: 3 } }
  expect(templateIdsOf(validate(createTranscodingRequest, { ...whole, ...asked }))).toEqual([])
  const [first, ...others] = submit(asked).outputs
  expect(others).toEqual([])
  expect(first).toMatchObject({
    destination: { bucket: 'other', key: 'o/clip.one_audio.mp3' },
    spec: { range: { start: 0, end: 3 } },
  })
  expect(first).not.toHaveProperty('template')
})

test.each([
  [{}, 'missing-parameter', 'trans_template_id'],
  [{ trans_template_id: [7] }, 'template-not-found', undefined],
  [{ trans_template_id: [30], output_filenames: ['../x'] }, 'invalid-parameter', 'output_filenames'],
  [{ trans_template_id: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, 'value-out-of-range', 'trans_template_id'],
  [{ trans_template_id: [30], priority: 7 }, 'value-out-of-range', 'priority'],
  [{ trans_template_id: [30], subtitle: { subtitle_type: 1 } }, 'invalid-parameter', 'subtitle.input'],
  [{ trans_template_id: [30], thumbnail: { params: {}, tar: 0 } }, 'unsupported-parameter', 'thumbnail.tar'],
])('%j is refused', (more, code, path) => expect(faultOf(more)).toEqual([code, path]))

test('what asks for nothing is no reason to refuse', () =>
  expect(
    submit({
      trans_template_id: [30],
      watermarks: [],
      thumbnail: null,
      encryption: { hls_encrypt: null },
      audio_track: { type: 0 },
      video_process: { rotate: 0, hls_init_count: 0 },
    }).outputs,
  ).toHaveLength(1))
