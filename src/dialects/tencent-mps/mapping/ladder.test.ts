import { expect, test } from 'vitest'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { KINDS } from './template-kinds.ts'

const video = (Height: number) => ({ Codec: 'h264', Fps: 25, Bitrate: 300, Height })
const sound = (more: object = {}) => ({ Codec: 'aac', Bitrate: 64, SampleRate: 44_100, ...more })
const stream = (Height: number, more: object = {}) => ({ Video: video(Height), Audio: sound(), ...more })
const alone = { RemoveVideo: 1, Audio: sound() }
const ladder = (StreamInfos: readonly object[], more: object = {}) =>
  KINDS.adaptive.read({ Format: 'HLS', StreamInfos, ...more }) as StreamSpec
const faultOf = (StreamInfos: readonly object[], more: object = {}) =>
  problemOf(() => ladder(StreamInfos, more))

test('streams are renditions by their places, each with its sound', () => {
  const spec = ladder([stream(240), stream(480, { Audio: sound({ Bitrate: 128 }) })])
  expect(spec).toMatchObject({
    ...{ protocol: 'hls', segmentFormat: 'ts', segmentDuration: 6, master: true, audioPlacement: 'muxed' },
    audio: { bitrate: 64_000 },
    renditions: [
      { name: '0', video: { size: { second: 240, upscale: true }, copy: 'never' } },
      { name: '1', audio: { bitrate: 128_000 } },
    ],
  })
  expect(spec.renditions[0]).not.toHaveProperty('audio')
})

test.each([
  [{}, { segmentFormat: 'ts' }],
  [{ SegmentType: 'ts-byterange' }, { segmentFormat: 'ts', segmentFiles: 'joined' }],
  [{ SegmentType: 'mp4-segment' }, { segmentFormat: 'fmp4' }],
  [{ Format: 'MPEG-DASH' }, { protocol: 'dash', segmentFormat: 'fmp4', audioPlacement: 'separate' }],
  [
    { Format: 'MPEG-DASH', SegmentType: 'mp4-byterange' },
    { segmentFormat: 'fmp4', segmentFiles: 'joined' },
  ],
  [{ DisableHigherVideoBitrate: 1 }, { renditions: [{ video: { ifAboveSource: { bitrate: 'keep' } } }] }],
  [{ DisableHigherVideoResolution: 1 }, { renditions: [{ video: { size: { upscale: false } } }] }],
])('%j', (more, spec) => expect(ladder([stream(240)], more)).toMatchObject(spec))

test('sounds to choose from stand apart, by language', () => {
  const AudioList = [
    sound({ AudioLanguage: 'en', AudioName: 'English' }),
    sound({ AudioLanguage: 'de', DefaultTrack: true }),
  ]
  const spec = ladder([stream(240, { Audio: undefined, AudioList }), stream(480)])
  expect(spec).toMatchObject({
    audioPlacement: 'separate',
    audioTracks: [
      { language: 'en', title: 'English', otherwise: 'default' },
      { language: 'de', default: true },
    ],
  })
})

test('a sound of its own stands apart from the pictures; sounds alone are a playlist of sound', () => {
  expect(ladder([{ ...stream(240), RemoveAudio: 1 }, alone])).toMatchObject({
    ...{ master: true, audioPlacement: 'separate', audio: { codec: 'aac' } },
    renditions: [{ name: '0' }],
  })
  expect(ladder([alone], { PureAudio: 1 })).toMatchObject({ master: false, renditions: [] })
})

test.each([
  [[alone], {}, 'invalid-parameter', 'PureAudio'],
  [[stream(240)], { PureAudio: 1 }, 'invalid-parameter', 'PureAudio'],
  [[alone, alone], { PureAudio: 1 }, 'unsupported-parameter', 'StreamInfos.1'],
  [[{ Audio: sound() }], {}, 'missing-parameter', 'StreamInfos.0.Video'],
  [[{ Video: video(240) }], {}, 'missing-parameter', 'StreamInfos.0.Audio'],
  [[{ RemoveVideo: 1, RemoveAudio: 1 }], {}, 'invalid-parameter', 'StreamInfos.0'],
  [[stream(240), stream(480, { RemoveAudio: 1 })], {}, 'unsupported-parameter', 'StreamInfos.1.RemoveAudio'],
  [[stream(240, { Video: { Codec: 'copy' } })], {}, 'unsupported-parameter', 'StreamInfos.0'],
  [
    [stream(240), stream(480, { Audio: sound({ Bitrate: 128 }) })],
    { Format: 'MPEG-DASH' },
    'unsupported-parameter',
    'StreamInfos.1.Audio',
  ],
  [[stream(240)], { Format: 'MPEG-DASH', SegmentType: 'ts-segment' }, 'unsupported-parameter', 'SegmentType'],
  [[stream(240)], { SegmentType: 'ts-packed-audio' }, 'unsupported-parameter', 'SegmentType'],
] as const)('%j with %j is refused', (streams, more, code, path) =>
  expect(faultOf(streams, more)).toEqual([code, path]),
)
