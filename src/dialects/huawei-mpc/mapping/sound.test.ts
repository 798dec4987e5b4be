import { expect, test } from 'vitest'
import type { FileSpec, OutputSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { createTranscodingRequest } from '../schema/create-transcoding.ts'
import { toSubmission } from './submission.ts'

const place = { bucket: 'b', location: 'x', object: 'o' }
const parameters = (pack_type: number, audio: object = {}) => ({
  video: pack_type > 4 ? undefined : {},
  audio,
  common: { pack_type },
})
const specOf = (more: object, av: object = parameters(4)): OutputSpec | undefined =>
  toSubmission(
    validate(createTranscodingRequest, {
      ...{ project_id: 'p', input: place, output: place, av_parameters: [av] },
      ...more,
    }),
    {},
    new Map(),
  ).outputs[0]?.spec
const fileOf = (more: object, av?: object) => specOf(more, av) as FileSpec
const faultOf = (more: object, av?: object) => problemOf(() => specOf(more, av))

test.each([
  [{}, undefined],
  [{ volume: 'original' }, undefined],
  [
    { volume: 'dynamic', volume_expr: '-6' },
    { by: 'gain', gain: -6 },
  ],
  [{ volume: 'auto' }, { by: 'loudness', integrated: -20, truePeak: -1 }],
])('audio_process %j', (audio_process, volume) =>
  expect(fileOf({ audio_process }).audio?.volume).toEqual(volume),
)

test.each([
  [{ type: 0, left: 3 }, undefined],
  [{ type: 1, left: 1, right: '1' }, [{ track: 1 }]],
  [{ type: '1', right: 2 }, [{ track: 2 }]],
])('audio_track %j', (audio_track, from) => expect(fileOf({ audio_track }).audio?.from).toEqual(from))

const multi_audio = { tracks_info: [{ language: 'en' }, { language: 'fr' }], default_language: 'fr' }
const picks = [
  { track: 0, language: 'en' },
  { track: 1, language: 'fr', default: true },
]

test('several sounds are tracks of a file, and groups of a stream', () => {
  const file = fileOf({ multi_audio })
  expect([file.audio?.from, ...(file.moreAudio ?? []).map(({ from }) => from)]).toEqual(
    picks.map((pick) => [pick]),
  )
  expect(specOf({ multi_audio }, parameters(1)) as StreamSpec).toMatchObject({
    ...{ master: true, audioPlacement: 'separate', audioTracks: picks },
  })
})

test('the volume of a task is that of each of its sounds', () =>
  expect(
    fileOf({ multi_audio, audio_process: { volume: 'dynamic', volume_expr: 3 } }).moreAudio,
  ).toMatchObject([{ volume: { by: 'gain', gain: 3 } }]))

test.each([
  [{ audio_process: { volume_expr: 3 } }, undefined, 'invalid-parameter', 'audio_process.volume'],
  [{ audio_process: { volume: 'loud' } }, undefined, 'value-out-of-range', 'audio_process.volume'],
  [
    { audio_process: { volume: 'auto' } },
    parameters(4, { output_policy: 'copy' }),
    'invalid-parameter',
    'audio_process',
  ],
  [{ audio_track: { type: 1 } }, undefined, 'missing-parameter', 'audio_track.left'],
  [{ audio_track: { type: 1, left: 0, right: 1 } }, undefined, 'unsupported-parameter', 'audio_track.right'],
  [{ multi_audio, audio_track: { type: 1, left: 0 } }, undefined, 'invalid-parameter', 'audio_track.type'],
  [{ multi_audio }, parameters(6), 'invalid-parameter', 'multi_audio'],
  [
    { multi_audio: { ...multi_audio, default_language: 'de' } },
    undefined,
    'invalid-parameter',
    'multi_audio.default_language',
  ],
  [
    { multi_audio: { audio_files: [{ input: place }] } },
    undefined,
    'unsupported-parameter',
    'multi_audio.audio_files',
  ],
])('%j is refused', (more, av, code, path) => expect(faultOf(more, av)).toEqual([code, path]))
