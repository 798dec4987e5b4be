import { expect, test } from 'vitest'
import type { Json } from '../../../domain/json.ts'
import type { FileSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { rawTranscodeParameter } from '../schema/transcode-parameters.ts'
import { toSubmission } from './submission.ts'

const input = (key: string) => ({
  ...{ Type: 'COS', CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: key } },
})
const template = rawTranscodeParameter.parse({
  Container: 'mp4',
  VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 300, Width: 640, Height: 360 },
  AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 0 },
})
const submit = (MediaProcessTask: object) => {
  const request = { InputInfo: input('/clip.mov'), MediaProcessTask }
  return toSubmission(validate(processMediaRequest, request), request as Json, new Map([[1, template]]))
}
const transcoded = (task: object) =>
  submit({ TranscodeTaskSet: [{ Definition: 1, ...task }] }).outputs[0]?.spec as FileSpec
const streamed = (task: object) => submit({ AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, ...task }] })

test('borders are filled with the picture itself', () => {
  const { video } = transcoded({ OverrideParameter: { VideoTemplate: { FillType: 'gauss' } } })
  expect(video?.size).toMatchObject({ fill: 'pad-blur' })
})

test('sounds are taken by their number', () => {
  const select = (StreamSelects: readonly number[], more: object = {}) =>
    transcoded({ OverrideParameter: { ...more, AudioTemplate: { StreamSelects } } })
  expect(select([1]).audio?.from).toEqual([{ track: 1 }])
  expect(select([2, 0]).audio?.from).toEqual([{ track: 2 }, { track: 0 }])
  expect(transcoded({}).audio).not.toHaveProperty('from')
  expect(problemOf(() => select([0, 1], { Container: 'hls' }))).toEqual([
    'unsupported-parameter',
    'MediaProcessTask.TranscodeTaskSet.0.AudioTemplate.StreamSelects',
  ])
})

test('openings and endings are played before and after', () => {
  const clip = (key: string) => ({ source: { from: 'object', bucket: 'in-1', key } })
  const HeadTailParameter = { HeadSet: [input('/a.mp4')], TailSet: [input('/b.mp4'), input('/c.mp4')] }
  expect(transcoded({ HeadTailParameter }).join).toEqual({
    head: [clip('a.mp4')],
    tail: [clip('b.mp4'), clip('c.mp4')],
  })
  expect(transcoded({ HeadTailParameter: { HeadSet: [] } })).not.toHaveProperty('join')
})

test('a playlist may be one of sound alone', () =>
  expect(transcoded({ OverrideParameter: { Container: 'hls', RemoveVideo: 1 } })).toMatchObject({
    ...{ kind: 'stream', renditions: [], audio: { codec: 'aac' } },
  }))

const Key = '00112233445566778899AABBCCDDEEFF'
const SimpleAesDrm = { Uri: 'https://keys.example/k', Key, Vector: '0'.repeat(32) }

test('a stream is encrypted, and its key is kept with what is made of it alone', () => {
  const { outputs, request } = streamed({ DrmInfo: { Type: 'simpleaes', SimpleAesDrm } })
  expect((outputs[0]?.spec as StreamSpec | undefined)?.encryption).toEqual({
    ...{ method: 'aes-128', iv: '0'.repeat(32) },
    keys: { from: 'given', given: [{ key: Key.toLowerCase(), uri: SimpleAesDrm.Uri }] },
  })
  expect(JSON.stringify(request)).not.toContain(Key)
  expect(JSON.stringify(request)).toContain(SimpleAesDrm.Uri)
})

const at = 'MediaProcessTask.AdaptiveDynamicStreamingTaskSet.0'
test.each([
  [{ DrmInfo: { Type: 'widevine' } }, 'unsupported-parameter', `${at}.DrmInfo.Type`],
  [{ DrmInfo: { Type: 'simpleaes' } }, 'missing-parameter', `${at}.DrmInfo.SimpleAesDrm`],
  [
    { DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { ...SimpleAesDrm, Key: 'short' } } },
    'value-out-of-range',
    `${at}.DrmInfo.SimpleAesDrm.Key`,
  ],
  [
    { DrmInfo: { Type: 'simpleaes', SimpleAesDrm: { ...SimpleAesDrm, Uri: 'k' } } },
    'value-out-of-range',
    `${at}.DrmInfo.SimpleAesDrm.Uri`,
  ],
  [
    { Definition: 20, DrmInfo: { Type: 'simpleaes', SimpleAesDrm } },
    'unsupported-parameter',
    `${at}.DrmInfo`,
  ],
  [{ DefinitionType: 'PureAudio' }, 'invalid-parameter', `${at}.DefinitionType`],
])('%j is refused', (task, code, path) => expect(problemOf(() => streamed(task))).toEqual([code, path]))
