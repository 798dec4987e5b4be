import { expect, test } from 'vitest'
import type { FileSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { rawTranscodeParameter } from '../schema/transcode-parameters.ts'
import { toOutputSpec, toRange } from './output-spec.ts'

const video = { Codec: 'h264', Fps: 0, Bitrate: 1000 }
const audio = { Codec: 'aac', Bitrate: 64, SampleRate: 0 }

/** As a request carries them: validated, then mapped. */
const specOf = (parameters: object) =>
  toOutputSpec(
    validate(rawTranscodeParameter, {
      Container: 'mp4',
      VideoTemplate: video,
      AudioTemplate: audio,
      ...parameters,
    }),
    undefined,
    'P',
  )
const videoOf = (template: object) => (specOf({ VideoTemplate: { ...video, ...template } }) as FileSpec).video
const audioOf = (template: object, container = 'mp4') =>
  (specOf({ Container: container, AudioTemplate: { ...audio, ...template } }) as FileSpec).audio

test.each([
  [{}, { by: 'source' }],
  [{ Width: 640 }, { by: 'long-short', first: 640, fill: 'pad-black', upscale: true }],
  [
    { Height: 360, FillType: 'white' },
    { by: 'long-short', second: 360, fill: 'pad-white', upscale: true },
  ],
  [
    { Width: 360, Height: 640, ResolutionAdaptive: 'close', FillType: 'stretch' },
    { by: 'sides', first: 360, second: 640, fill: 'stretch', upscale: true },
  ],
])('size %j', (template, size) => expect(videoOf(template)?.size).toEqual(size))

test.each([
  [{}, { mode: 'abr', bitrate: 1_000_000 }, 'if-fits'],
  [{ Mode: 'CBR' }, { mode: 'cbr', bitrate: 1_000_000 }, 'never'],
  [{ Vcrf: 20 }, { mode: 'crf', crf: 20, maxBitrate: 1_000_000 }, 'never'],
  [{ Vcrf: 20, Mode: 'ABR' }, { mode: 'abr', bitrate: 1_000_000 }, 'if-fits'],
  [{ Vcrf: 20, Mode: 'VCRF' }, { mode: 'crf', crf: 20 }, 'never'],
  [{ Bitrate: 0 }, { mode: 'crf', crf: 23 }, 'never'],
  [{ Bitrate: 0, Codec: 'h265' }, { mode: 'crf', crf: 26 }, 'never'],
  [{ Vcrf: 100 }, { mode: 'abr', bitrate: 1_000_000 }, 'if-fits'],
])('rate %j', (template, rate, copy) => expect(videoOf(template)).toMatchObject({ rate, copy }))

test('MPEG-2 and MXF', () => {
  expect(
    specOf({
      Container: 'mxf',
      VideoTemplate: { ...video, Codec: 'mpeg2', Bitrate: 8000, Mode: 'CBR' },
      AudioTemplate: { ...audio, Codec: 'pcm24' },
    }),
  ).toMatchObject({
    container: 'mxf',
    video: { codec: 'mpeg2video', rate: { mode: 'cbr', bitrate: 8_000_000 } },
    audio: { codec: 'pcm_s24le' },
  })
})

test.each([
  [{ Fps: 30 }, { frameRate: { num: 30, den: 1 } }],
  [{ Fps: 30000, FpsDenominator: 1001 }, { frameRate: { num: 30000, den: 1001 } }],
  [{ Fps: '25' }, { frameRate: { num: 25, den: 1 } }],
  [{ Gop: 48 }, { gop: { frames: 48 } }],
  [{ Gop: 2, GopUnit: 'second' }, { gop: { seconds: 2 } }],
  [
    { VideoProfile: 'main', VideoLevel: '4.1' },
    { profile: 'main', level: '4.1' },
  ],
  [
    { Codec: 'libx265', BitDepth: 10 },
    { codec: 'hevc', profile: 'main10' },
  ],
  [{ Bframes: 0 }, { bFrames: 0 }],
  [{ NoScenecut: 0 }, { sceneCut: false }],
  [{ NoScenecut: 1 }, { sceneCut: true }],
])('encoder settings %j', (template, settings) => expect(videoOf(template)).toMatchObject(settings))

test('what is not asked for is left to the encoder', () => {
  expect(
    Object.keys(videoOf({ Bframes: -1, VideoProfile: 'default', VideoLevel: '', Gop: 0 }) ?? {}).sort(),
  ).toEqual(['codec', 'copy', 'rate', 'size'])
  expect(videoOf({ Codec: 'copy' })?.copy).toBe('always')
})

test.each([
  [{}, 'mp4', { codec: 'aac', bitrate: 64_000, channels: 2, copy: 'if-fits' }],
  [
    { Codec: 'libmp3lame', SampleRate: 48000, AudioChannel: 1 },
    'mp4',
    { codec: 'mp3', sampleRate: 48_000, channels: 1 },
  ],
  [{ Codec: 'flac', Bitrate: 0, AudioChannel: 0 }, 'mkv', { codec: 'flac', copy: 'if-fits' }],
  [{ Codec: 'pcm24', AudioChannel: 6 }, 'mov', { codec: 'pcm_s24le', channels: 6 }],
  [{ Codec: 'copy' }, 'mp4', { copy: 'always' }],
])('audio %j in %s', (template, container, spec) => expect(audioOf(template, container)).toMatchObject(spec))

test('HLS is one rendition whose playlist is the result', () => {
  const hls = (template: object): StreamSpec =>
    specOf({ Container: 'hls', VideoTemplate: { ...video, ...template } }) as StreamSpec
  expect(hls({})).toMatchObject({
    kind: 'stream',
    segmentFormat: 'ts',
    segmentDuration: 6,
    master: false,
    audioPlacement: 'muxed',
  })
  expect(hls({ HlsTime: 4, SegmentType: 7 })).toMatchObject({ segmentFormat: 'fmp4', segmentDuration: 4 })
  expect(hls({ Gop: 120, Fps: 30 }).segmentDuration).toBe(4)
  expect(hls({ Gop: 5, GopUnit: 'second' }).segmentDuration).toBe(5)
  expect(hls({ Gop: 10_000, Fps: 30 }).segmentDuration).toBe(6)
  expect(hls({}).renditions).toHaveLength(1)
})

test('streams can be left out, but not both', () => {
  expect(specOf({ RemoveAudio: 1, AudioTemplate: undefined })).not.toHaveProperty('audio')
  expect(specOf({ RemoveVideo: 1, VideoTemplate: undefined })).not.toHaveProperty('video')
  expect(problemOf(() => specOf({ RemoveVideo: 1, RemoveAudio: 1 }))).toEqual(['invalid-parameter', 'P'])
})

test.each([
  [{ VideoTemplate: undefined }, 'missing-parameter', 'P.VideoTemplate'],
  [{ AudioTemplate: undefined }, 'missing-parameter', 'P.AudioTemplate'],
  [{ Container: 'mp3' }, 'invalid-parameter', 'P.RemoveVideo'],
  [
    { Container: 'flv', VideoTemplate: { ...video, Codec: 'h265' } },
    'unsupported-parameter',
    'P.VideoTemplate.Codec',
  ],
  [{ AudioTemplate: { ...audio, Codec: 'pcm16' } }, 'invalid-parameter', 'P.AudioTemplate.Codec'],
  [{ AudioTemplate: { ...audio, AudioChannel: 3 } }, 'value-out-of-range', 'P.AudioTemplate.AudioChannel'],
  [{ VideoTemplate: { ...video, Width: 360, Height: 640 } }, 'invalid-parameter', 'P.VideoTemplate.Width'],
  [{ VideoTemplate: { ...video, Fps: 121 } }, 'value-out-of-range', 'P.VideoTemplate.Fps'],
  [{ VideoTemplate: { ...video, Vcrf: 60 } }, 'value-out-of-range', 'P.VideoTemplate.Vcrf'],
  [{ VideoTemplate: { ...video, VideoLevel: '9' } }, 'value-out-of-range', 'P.VideoTemplate.VideoLevel'],
  [
    { VideoTemplate: { ...video, Codec: 'vp8', BitDepth: 10 } },
    'invalid-parameter',
    'P.VideoTemplate.BitDepth',
  ],
  [
    { VideoTemplate: { ...video, Codec: 'h265', VideoProfile: 'high' } },
    'invalid-parameter',
    'P.VideoTemplate.VideoProfile',
  ],
  [{ VideoTemplate: { ...video, Mode: 'CBR', Bitrate: 0 } }, 'invalid-parameter', 'P.VideoTemplate.Bitrate'],
  [{ VideoTemplate: { Fps: 25, Bitrate: 0 } }, 'missing-parameter', 'P.VideoTemplate.Codec'],
  [{ VideoTemplate: { ...video, Codec: 'h266' } }, 'unsupported-parameter', 'VideoTemplate.Codec'],
  [{ VideoTemplate: { ...video, Codec: 'H264' } }, 'value-out-of-range', 'VideoTemplate.Codec'],
  [{ VideoTemplate: { ...video, Width: 100 } }, 'value-out-of-range', 'VideoTemplate.Width'],
  [{ VideoTemplate: { ...video, Bitrate: 100 } }, 'value-out-of-range', 'VideoTemplate.Bitrate'],
  [{ VideoTemplate: { ...video, Fps: 29.97 } }, 'invalid-parameter', 'VideoTemplate.Fps'],
  [{ VideoTemplate: { ...video, SegmentType: 3 } }, 'value-out-of-range', 'VideoTemplate.SegmentType'],
  [
    { VideoTemplate: { ...video, FillType: 'smarttailor' } },
    'unsupported-parameter',
    'VideoTemplate.FillType',
  ],
  [
    { VideoTemplate: { ...video, SegmentSpecificInfo: { Switch: 'on' } } },
    'unsupported-parameter',
    'VideoTemplate.SegmentSpecificInfo.Switch',
  ],
  [{ Container: 'mxf' }, 'invalid-parameter', 'P.AudioTemplate.Codec'],
  [
    { VideoTemplate: { ...video, Codec: 'mpeg2', Bitrate: 0 } },
    'invalid-parameter',
    'P.VideoTemplate.Bitrate',
  ],
  [{ VideoTemplate: { ...video, Codec: 'dnxhd' } }, 'unsupported-parameter', 'VideoTemplate.Codec'],
  [{ TEHDConfig: { Type: 'TEHD-100' } }, 'unsupported-parameter', 'TEHDConfig'],
])('refuses %j', (parameters, code, path) =>
  expect(problemOf(() => specOf(parameters))).toEqual([code, path]),
)

test('null and empty text ask for nothing', () => {
  expect(
    videoOf({
      Gop: null,
      GopUnit: '',
      VideoLevel: null,
      SegmentSpecificInfo: null,
      RawPts: 0,
      Sar: 'default',
    }),
  ).toEqual(videoOf({}))
})

test('offsets', () => {
  expect(toRange(0, 0)).toBeUndefined()
  expect(toRange(1.5)).toEqual({ start: 1.5 })
  expect(toRange(0, 2)).toEqual({ start: 0, end: 2 })
  expect(toRange(-10, -2)).toEqual({ start: -10, end: -2 })
  expect(toRange(3, -2)).toEqual({ start: 3, end: -2 })
  expect(toRange(-5)).toEqual({ start: -5 })
  expect(problemOf(() => toRange(-2, -3))).toEqual(['invalid-parameter', 'EndTimeOffset'])
  expect(problemOf(() => toRange(2, 2))).toEqual(['invalid-parameter', 'EndTimeOffset'])
})
