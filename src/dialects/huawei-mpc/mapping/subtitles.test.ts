import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { toSubmission } from './submission.ts'

const at = (object: string) => ({ bucket: 'b', location: 'x', object })
const outputsOf = (subtitle: object, pack_type = 4, video: object = {}, audio: object = {}) =>
  toSubmission(
    validate(createTranscodingRequest, {
      ...{ project_id: 'p', input: at('/o'), output: at('/o'), subtitle },
      av_parameters: [{ video, audio: { channels: 2, ...audio }, common: { pack_type } }],
    }),
    {},
    new Map(),
  ).outputs
const submit = (...asked: Parameters<typeof outputsOf>) => outputsOf(...asked)[0]?.spec
const faultOf = (...asked: Parameters<typeof submit>) => problemOf(() => submit(...asked))

const source = { from: 'object', bucket: 'b', key: 'a.srt' }

test('type 1 draws the file on each picture, and nothing on sound alone', () => {
  const burn = { from: { file: { source } } }
  expect(submit({ input: at('/a.srt'), subtitle_type: 1 })).toMatchObject({ kind: 'file', burn })
  expect(submit({ input: at('a.srt'), subtitle_type: 1 }, 1)).toMatchObject({ kind: 'stream', burn })
  expect(
    submit({ input: at('a.srt'), subtitle_type: 1 }, 5, { output_policy: 'discard' }, { codec: 4 }),
  ).not.toHaveProperty('burn')
  expect(submit({ input: at('a.srt'), subtitle_type: 0 })).not.toHaveProperty('burn')
})

test('type 2 is WebVTT beside a stream, one for each language, named by an entry playlist', () => {
  expect(
    submit(
      {
        inputs: [
          { language: 'chi', input: at('a.srt') },
          { language: 'en', input: at('b.srt') },
        ],
        subtitle_type: 2,
      },
      1,
    ),
  ).toMatchObject({
    master: true,
    subtitleFiles: [
      { source, language: 'zh', default: true },
      { source: { ...source, key: 'b.srt' }, language: 'en', default: false },
    ],
  })
})

test('type 2 is WebVTT files beside a film, and none beside sound alone', () => {
  const inputs = [
    { language: 'chi', input: at('a.srt') },
    { language: 'en', input: at('b.srt') },
  ]
  const keyOf = (output: ReturnType<typeof outputsOf>[number] | undefined): string | undefined =>
    typeof output?.destination === 'object' ? output.destination.key : undefined
  const [film, ...texts] = outputsOf({ inputs, subtitle_type: 2 })
  expect(film?.spec).not.toHaveProperty('subtitleFiles')
  expect(texts).toEqual(
    ['zh', 'en'].map((language, i) => ({
      name: `text-0-${i}`,
      spec: {
        ...{ kind: 'subtitles', format: 'webvtt' },
        from: { file: { source: { ...source, key: i === 0 ? 'a.srt' : 'b.srt' } } },
      },
      destination: { bucket: 'b', key: keyOf(film)?.replace('.mp4', `_${language}.vtt`) },
    })),
  )
  const alone = { input: at('a.srt'), subtitle_type: 2 }
  expect(keyOf(outputsOf(alone)[1])).toBe(keyOf(film)?.replace('.mp4', '.vtt'))
  expect(outputsOf(alone, 5, { output_policy: 'discard' }, { codec: 4 })).toHaveLength(1)
})

test.each([
  [{ subtitle_type: 1 }, 4, 'invalid-parameter', 'subtitle.input'],
  [{ input: at('a[1].srt'), subtitle_type: 1 }, 4, 'invalid-parameter', 'subtitle.input.object'],
  [
    { input: at('a.srt'), inputs: [{ language: 'en', input: at('b.srt') }], subtitle_type: 1 },
    1,
    'unsupported-parameter',
    'subtitle.inputs',
  ],
  [
    { inputs: [{ language: '?', input: at('b.srt') }], subtitle_type: 2 },
    1,
    'invalid-parameter',
    'subtitle.inputs.0.language',
  ],
])('%j is refused', (subtitle, pack, code, path) => {
  expect(faultOf(subtitle, pack)).toEqual([code, path])
})

test('a picture that is copied takes none', () => {
  expect(faultOf({ input: at('a.srt'), subtitle_type: 1 }, 4, { output_policy: 'copy' })).toEqual([
    'invalid-parameter',
    'subtitle',
  ])
})
