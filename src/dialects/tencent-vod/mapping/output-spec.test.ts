import { expect, test } from 'vitest'
import { DomainError, type Problem } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { createTemplateRequest } from '../schema/transcode-template.ts'
import { toOutputSpec } from './output-spec.ts'

/** As texts, as they come. */
const VIDEO = { codec: 'libx264', fps: '25' }
const AUDIO = { codec: 'libfdk_aac', bitrate: '64', sampleRate: '44100' }

const specOf = (video: object, audio: object = {}, more: object = {}) =>
  toOutputSpec(
    validate(createTemplateRequest, {
      container: 'mp4',
      video: { ...VIDEO, ...video },
      audio: { ...AUDIO, ...audio },
      ...more,
    }),
  )
const problemOf = (...parts: Parameters<typeof specOf>): Problem | undefined => {
  try {
    specOf(...parts)
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.problem
    throw error
  }
}

test.each([
  ['no size', {}, { by: 'source' }],
  ['the long side', { width: '640' }, { by: 'long-short', first: 640, fill: 'fit', upscale: true }],
  ['the short side', { height: '360' }, { by: 'long-short', second: 360, fill: 'fit', upscale: true }],
  [
    'width and height as they are',
    { width: '320', height: '640', resolutionSelfAdapting: 'close' },
    { by: 'sides', first: 320, second: 640, fill: 'fit', upscale: true },
  ],
  ['not above', { width: '-640' }, { by: 'long-short', first: 640, fill: 'fit', upscale: false }],
])('size: %s', (_, video, size) => {
  expect(specOf(video)).toMatchObject({ video: { size } })
})

test.each([
  ['30', { num: 30, den: 1 }],
  ['29.97', { num: 30_000, den: 1001 }],
  ['23.976', { num: 24_000, den: 1001 }],
  ['12.5', { num: 12_500, den: 1000 }],
])('%s frames a second', (fps, frameRate) => {
  expect(specOf({ fps })).toMatchObject({ video: { frameRate } })
})

test('key frames: as far apart as asked, and nowhere else when a least distance is named', () => {
  expect(specOf({ maxGop: '3' })).toMatchObject({ video: { gop: { seconds: 3 } } })
  expect(specOf({ maxGop: '3' })).not.toHaveProperty('video.sceneCut')
  expect(specOf({ minGop: '2', maxGop: '3' })).toMatchObject({
    video: { gop: { seconds: 3 }, sceneCut: false },
  })
  expect(specOf({ minGop: '2' })).toMatchObject({ video: { gop: { seconds: 10 }, sceneCut: false } })
  expect(specOf({}, {}, { container: 'hls' })).toMatchObject({ segmentDuration: 10 })
  expect(specOf({ maxGop: '3' }, {}, { container: 'hls' })).toMatchObject({ segmentDuration: 3 })
})

test('quality without a bitrate, ten bits, one channel, one stream', () => {
  expect(specOf({})).toMatchObject({ video: { rate: { mode: 'crf', crf: 23 }, copy: 'never' } })
  expect(specOf({ codec: 'libx265', colorSpace: 'yuv420p10le', bitrate: '500' })).toMatchObject({
    video: { codec: 'hevc', profile: 'main10', rate: { mode: 'abr', bitrate: 500_000 } },
  })
  expect(specOf({ bitrate: '500', videoRateControl: '1' })).toMatchObject({
    video: { rate: { mode: 'abr', bitrate: 500_000, passes: 2 } },
  })
  expect(specOf({}, { soundSystem: '1' })).toMatchObject({ audio: { channels: 1 } })
  expect(specOf({}, {}, { isFiltrateVideo: '1' })).not.toHaveProperty('video')
  expect(specOf({}, {}, { isFiltrateAudio: '1', audio: undefined })).not.toHaveProperty('audio')
})

test.each<[string, Parameters<typeof specOf>, Partial<Problem>]>([
  ['no codec', [{ codec: '' }], { code: 'missing-parameter', path: 'video.codec' }],
  ['no frame rate', [{ fps: '' }], { code: 'missing-parameter', path: 'video.fps' }],
  ['no sample rate', [{}, { sampleRate: '' }], { code: 'missing-parameter', path: 'audio.sampleRate' }],
  ['no picture settings', [{}, {}, { video: undefined }], { code: 'missing-parameter', path: 'video.codec' }],
  [
    'a bitrate not above the source’s',
    [{ bitrate: '-512' }],
    { code: 'unsupported-parameter', path: 'video.bitrate' },
  ],
  ['one side not above', [{ width: '-640', height: '360' }], { code: 'unsupported-parameter' }],
  [
    'two passes of nothing',
    [{ videoRateControl: '1' }],
    { code: 'invalid-parameter', path: 'video.videoRateControl' },
  ],
  ['nothing left', [{}, {}, { isFiltrateVideo: '1', isFiltrateAudio: '1' }], { code: 'invalid-parameter' }],
  ['H.265 in FLV', [{ codec: 'libx265' }, {}, { container: 'flv' }], { code: 'unsupported-parameter' }],
  [
    'noise filters',
    [{}, {}, { denoise: { enable: '1' } }],
    { code: 'unsupported-parameter', path: 'denoise.enable' },
  ],
])('refuses %s', (_, parts, problem) => {
  expect(problemOf(...parts)).toMatchObject(problem)
})
