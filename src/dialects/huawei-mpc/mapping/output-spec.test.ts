import { expect, test } from 'vitest'
import { z } from 'zod'
import type { FileSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { audioParameters, commonParameters, inlineVideo, videoProcess } from '../schema/parameters.ts'
import { optionalObject } from '../schema/scalars.ts'
import { toOutputSpec } from './output-spec.ts'

const request = z.strictObject({
  video: optionalObject(inlineVideo),
  audio: optionalObject(audioParameters),
  common: commonParameters,
  video_process: videoProcess,
})

/** As a request carries them: validated, then mapped. */
const specOf = (asked: object) => {
  const { video_process: process, ...parameters } = validate(request, { common: { pack_type: 4 }, ...asked })
  return toOutputSpec(parameters, { process, at: '' })
}
const videoOf = (video: object, more: object = {}) => (specOf({ video, ...more }) as FileSpec).video
const audioOf = (audio: object) => (specOf({ audio }) as FileSpec).audio
const faultOf = (asked: object) => problemOf(() => specOf(asked))

test('what nothing is said of', () =>
  expect(videoOf({})).toEqual({
    codec: 'h264',
    rate: { mode: 'crf', crf: 23 },
    size: { by: 'source' },
    gop: { seconds: 5 },
    profile: 'high',
    speed: 'veryfast',
    copy: 'never',
  }))

test.each([
  [{ codec: 2 }, { codec: 'hevc', rate: { mode: 'crf', crf: 26 }, profile: 'main' }],
  [{ bitrate: '600' }, { rate: { mode: 'abr', bitrate: 600_000 } }],
  [
    { crf: 20.5, max_bitrate: 900, buf_size: 1800 },
    { rate: { mode: 'crf', crf: 20.5, maxBitrate: 900_000, buffer: 1_800_000 } },
  ],
  [{ bitrate: 600, max_bitrate: 900 }, { rate: { mode: 'abr', bitrate: 600_000, maxBitrate: 900_000 } }],
  [{ max_iframes_interval: 2 }, { gop: { seconds: 2 } }],
  [{ frame_rate: 25 }, { frameRate: { num: 25, den: 1 } }],
  [{ frame_rate_float: 29.97 }, { frameRate: { num: 29_970, den: 1000 } }],
  [{ profile: 1, bframes_count: 3 }, { profile: 'baseline' }],
  [
    { profile: 2, bframes_count: 3 },
    { profile: 'main', bFrames: 3 },
  ],
  [{ level: 11 }, { level: '4' }],
  [{ preset: 3 }, { speed: 'slow' }],
  [{ preset: 4 }, { speed: 'medium' }],
  [{ preset: 5 }, { speed: 'fast' }],
  [{ output_policy: 'copy' }, { copy: 'always' }],
])('video %j', (video, spec) => expect(videoOf(video)).toMatchObject(spec))

test('what is left to the source or the encoder', () => {
  expect(videoOf({ level: 16 })).not.toHaveProperty('level')
  expect(videoOf({ profile: 1, bframes_count: 3 })).not.toHaveProperty('bFrames')
  for (const frame_rate of [0, 4, 61]) expect(videoOf({ frame_rate })).not.toHaveProperty('frameRate')
})

const both = { width: 480, height: 270 }
test.each([
  [both, {}, { by: 'long-short', second: 270, fill: 'fit', upscale: false }],
  [both, { adaptation: 'LONG' }, { by: 'long-short', first: 480, fill: 'fit', upscale: false }],
  [both, { adaptation: 'NONE' }, { by: 'sides', first: 480, second: 270, fill: 'stretch', upscale: false }],
  [
    both,
    { adaptation: 'NONE', fill_type: 'white', upsample: 1 },
    { by: 'sides', first: 480, second: 270, fill: 'pad-white', upscale: true },
  ],
  [
    both,
    { adaptation: 'NONE', fill_type: 'gauss' },
    { by: 'sides', first: 480, second: 270, fill: 'pad-blur', upscale: false },
  ],
  [{ width: 480 }, {}, { by: 'sides', first: 480, fill: 'fit', upscale: false }],
  [{ height: 270, width: 0 }, { upsample: '1' }, { by: 'sides', second: 270, fill: 'fit', upscale: true }],
])('size %j with %j', (video, video_process, size) =>
  expect(videoOf(video, { video_process })?.size).toEqual(size),
)

test.each([
  [0, undefined],
  [1, { rotation: 90, mirrored: false }],
  ['2', { rotation: 180, mirrored: false }],
  [3, { rotation: 270, mirrored: false }],
])('rotate %j', (rotate, turn) => expect(videoOf({}, { video_process: { rotate } })?.turn).toEqual(turn))

test.each([
  [{}, { codec: 'aac', channels: 2, copy: 'if-fits' }],
  [
    { codec: 4, bitrate: 128, sample_rate: 5, channels: 1 },
    { codec: 'mp3', bitrate: 128_000, sampleRate: 48_000, channels: 1, copy: 'if-fits' },
  ],
  [
    { channels: 6, sample_rate: 6 },
    { codec: 'aac', channels: 6, sampleRate: 96_000, copy: 'if-fits' },
  ],
  [{ codec: 2 }, { codec: 'aac', profile: 'he', channels: 2, copy: 'if-fits' }],
  [{ codec: 3 }, { codec: 'aac', profile: 'he-v2', channels: 2, copy: 'if-fits' }],
  [{ output_policy: 'copy' }, { codec: 'aac', copy: 'always' }],
])('audio %j', (audio, spec) => expect(audioOf(audio)).toEqual(spec))

test('packs', () => {
  const hls = specOf({
    video: {},
    audio: {},
    common: { pack_type: 1, hls_interval: 3 },
    video_process: { hls_segment_type: 'fmp4' },
  }) as StreamSpec
  expect(hls).toMatchObject({
    kind: 'stream',
    master: false,
    segmentFormat: 'fmp4',
    segmentDuration: 3,
    audioPlacement: 'muxed',
  })
  expect(specOf({ video: {}, common: { pack_type: '1' } })).toMatchObject({
    segmentFormat: 'ts',
    segmentDuration: 5,
  })
  expect(specOf({ audio: { codec: 4 }, common: { pack_type: 5 } })).toMatchObject({
    kind: 'file',
    container: 'mp3',
  })
  expect(specOf({ audio: {}, common: { pack_type: 6 } })).toMatchObject({ kind: 'file', container: 'adts' })
  expect(specOf({ audio: {}, common: { pack_type: 1 } })).toMatchObject({ renditions: [], master: false })
  expect(specOf({ video: { output_policy: 'discard' }, audio: {} })).not.toHaveProperty('video')
})

test.each([
  [{ pack_type: 2, dash_interval: 4 }, 'dash', 4],
  [{ pack_type: 3, hls_interval: 3 }, 'hls+dash', 3],
  [{ pack_type: 3, dash_interval: 6, hls_interval: 6 }, 'hls+dash', 6],
])('DASH %j keeps sound and picture apart in fMP4', (common, protocol, segmentDuration) =>
  expect(
    specOf({ video: {}, audio: {}, common, video_process: { hls_segment_type: 'mpegts' } }),
  ).toMatchObject({
    ...{ kind: 'stream', protocol, segmentDuration, segmentFormat: 'fmp4' },
    ...{ master: true, audioPlacement: 'separate' },
  }),
)

test('HLS with sound and picture in files of their own', () => {
  const video_process = { hls_storage_type: 'separate' }
  expect(specOf({ video: {}, audio: {}, common: { pack_type: 1 }, video_process })).toMatchObject({
    ...{ protocol: 'hls', segmentFormat: 'ts', master: true, audioPlacement: 'separate' },
  })
})

test.each([
  [
    { video: { output_policy: 'discard' }, audio: { output_policy: 'discard' } },
    'invalid-parameter',
    'audio',
  ],
  [{}, 'invalid-parameter', 'audio'],
  [{ video: { width: 481 } }, 'invalid-parameter', 'video.width'],
  [{ video: { codec: 2, height: 270 } }, 'invalid-parameter', 'video.height'],
  [{ video: { codec: 2, profile: 1 } }, 'invalid-parameter', 'video.profile'],
  [{ video: { profile: 4 } }, 'invalid-parameter', 'video.profile'],
  [{ video: { codec: 2, level: 2 } }, 'invalid-parameter', 'video.level'],
  [{ video: { bitrate: 39 } }, 'value-out-of-range', 'video.bitrate'],
  [{ video: { preset: 2 } }, 'value-out-of-range', 'video.preset'],
  [{ video: { black_cut: 1 } }, 'unsupported-parameter', 'video.black_cut'],
  [{ audio: { codec: 4, channels: 6 } }, 'invalid-parameter', 'audio.channels'],
  [{ audio: { codec: 4, sample_rate: 6 } }, 'invalid-parameter', 'audio.sample_rate'],
  [{ audio: {}, common: { pack_type: 5 } }, 'invalid-parameter', 'audio.codec'],
  [{ video: {}, common: { pack_type: 5 } }, 'invalid-parameter', 'video.output_policy'],
  [{ video: {}, common: { pack_type: 6 } }, 'invalid-parameter', 'video.output_policy'],
  [{ audio: { codec: 4 }, common: { pack_type: 6 } }, 'invalid-parameter', 'audio.codec'],
  [{ video: {}, common: { pack_type: 7 } }, 'value-out-of-range', 'common.pack_type'],
  [
    { video: {}, common: { pack_type: 3, hls_interval: 2, dash_interval: 4 } },
    'unsupported-parameter',
    'common.dash_interval',
  ],
  [{ video: {}, common: { pack_type: 4, PVC: true } }, 'unsupported-parameter', 'common.PVC'],
  [{ video: {}, video_process: { rotate: 4 } }, 'value-out-of-range', 'video_process.rotate'],
  [
    { video: { output_policy: 'copy' }, video_process: { rotate: 1 } },
    'invalid-parameter',
    'video_process.rotate',
  ],
])('%j is refused', (asked, code, path) => expect(faultOf(asked)).toEqual([code, path]))
