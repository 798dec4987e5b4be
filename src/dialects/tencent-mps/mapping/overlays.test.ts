import { expect, test } from 'vitest'
import type { FileSpec, SnapshotsSpec, StreamSpec } from '../../../domain/output-spec.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { textWatermark } from '../schema/watermark-templates.ts'
import { toTextMark } from './overlays.ts'
import { toSubmission } from './submission.ts'

const cos = (key: string) => ({
  Type: 'COS',
  CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: key },
})
const CLIP = {
  Container: 'mp4',
  VideoTemplate: { Codec: 'h264', Fps: 0, Bitrate: 500 },
  AudioTemplate: { Codec: 'aac', Bitrate: 64, SampleRate: 44_100 },
}
const submit = (MediaProcessTask: object) => {
  const request = { InputInfo: cos('/clip.mov'), MediaProcessTask }
  return toSubmission(validate(processMediaRequest, request), request as never, new Map()).outputs[0]?.spec
}
const transcode = (task: object, parameters: object = CLIP) =>
  submit({ TranscodeTaskSet: [{ Definition: 0, RawParameter: parameters, ...task }] })
const overlaysOf = (task: object) => (transcode(task) as FileSpec).video?.overlays
const RAW = { Type: 'image', ImageTemplate: { ImageContent: cos('/logo.png') } }
const SET = 'MediaProcessTask.TranscodeTaskSet.0'

test('a watermark without settings is a tenth of the width, at the top left, always', () => {
  expect(overlaysOf({ WatermarkSet: [{ Definition: 0, RawParameter: RAW }] })).toEqual([
    {
      kind: 'image',
      source: { from: 'object', bucket: 'in-1', key: 'logo.png' },
      position: { corner: 'top-left', x: { px: 0 }, y: { px: 0 } },
      width: { percent: 10 },
      play: 'forever',
    },
  ])
})

test('mosaics lie below watermarks, each in its place and time', () => {
  const ImageTemplate = { ...RAW.ImageTemplate, Width: '0px', Height: '20px', RepeatType: 'once' }
  const RawParameter = { ...RAW, CoordinateOrigin: 'BottomRight', XPos: '5%', YPos: '12px', ImageTemplate }
  const mosaic = { XPos: '1%', Width: '50px', StartTimeOffset: 2 }
  expect(
    overlaysOf({
      WatermarkSet: [{ Definition: 0, RawParameter, StartTimeOffset: 1, EndTimeOffset: -1.5 }],
      MosaicSet: [mosaic],
    }),
  ).toMatchObject([
    {
      kind: 'mosaic',
      position: { corner: 'top-left', x: { percent: 1 }, y: { px: 0 } },
      width: { px: 50 },
      height: { percent: 10 },
      window: { start: 2 },
    },
    {
      kind: 'image',
      position: { corner: 'bottom-right', x: { percent: 5 }, y: { px: 12 } },
      height: { px: 20 },
      play: 'once',
      window: { start: 1, end: -1.5 },
    },
  ])
})

test('words of a template are drawn, or those that come with the task', () => {
  const TextTemplate = { FontType: 'simkai.ttf', FontSize: '24px', FontColor: '0xFF8C00', FontAlpha: 0.8 }
  const raw = { CoordinateOrigin: 'BottomRight', XPos: '5%', YPos: '12px', TextTemplate }
  const mark = toTextMark(textWatermark.parse(raw))
  const draw = (...WatermarkSet: object[]) => {
    const parameters = { Definition: 0, RawParameter: CLIP, WatermarkSet }
    const request = {
      InputInfo: cos('/clip.mov'),
      MediaProcessTask: { TranscodeTaskSet: [parameters] },
    }
    const marks = new Map([[1_500_000, mark]])
    const asked = validate(processMediaRequest, request)
    return toSubmission(asked, request as never, new Map(), marks).outputs[0]?.spec
  }
  expect(draw({ Definition: 1_500_000, TextContent: '%{pts} ©', StartTimeOffset: 1 })).toMatchObject({
    video: {
      overlays: [
        {
          ...{ kind: 'text', text: '%{pts} ©', font: 'simkai.ttf', replaceable: true },
          ...{ size: { px: 24 }, color: 'ff8c00', opacity: 0.8, window: { start: 1 } },
          position: { corner: 'bottom-right', x: { percent: 5 }, y: { px: 12 } },
        },
      ],
    },
  })
  expect(problemOf(() => draw({ Definition: 1_500_000 }))).toEqual([
    'missing-parameter',
    `${SET}.WatermarkSet.0.TextContent`,
  ])
})

test('every rendition of a ladder is drawn on', () => {
  const stream = submit({
    AdaptiveDynamicStreamingTaskSet: [
      { Definition: 20, WatermarkSet: [{ Definition: 0, RawParameter: RAW }] },
    ],
  }) as StreamSpec
  expect(stream).toMatchObject({ protocol: 'dash', segmentFormat: 'fmp4', audioPlacement: 'separate' })
  expect(stream.renditions.map(({ video }) => video.overlays?.length)).toEqual([1, 1, 1, 1, 1, 1])
})

test('what cannot be drawn is refused by name', () => {
  const mark = (raw: object) => problemOf(() => transcode({ WatermarkSet: [raw] }))
  expect(mark({ Definition: 0 })).toEqual(['missing-parameter', `${SET}.WatermarkSet.0.RawParameter`])
  expect(mark({ Definition: 7 })).toEqual(['template-not-found', `${SET}.WatermarkSet.0.Definition`])
  expect(mark({ Definition: 0, RawParameter: { Type: 'image' } })?.[0]).toBe('missing-parameter')
  expect(mark({ Definition: 0, RawParameter: { Type: 'svg' } })?.[0]).toBe('unsupported-parameter')
  expect(mark({ Definition: 0, RawParameter: { ...RAW, XPos: '5em' } })?.[0]).toBe('invalid-parameter')
  const remux = { ...CLIP, VideoTemplate: { Codec: 'copy', Fps: 0, Bitrate: 0 } }
  expect(problemOf(() => transcode({ MosaicSet: [{ Width: '20%' }] }, remux))).toEqual([
    'invalid-parameter',
    `${SET}.MosaicSet`,
  ])
})

test.each([
  [{ Codec: 'av1', BitDepth: 10 }, 'opus', 'webm', { codec: 'av1', bitDepth: 10 }],
  [{ Codec: 'vp9', BitDepth: 10 }, 'opus', 'webm', { codec: 'vp9', profile: 'profile2' }],
  [{ Codec: 'vp8' }, 'vorbis', 'webm', { codec: 'vp8' }],
  [{ Codec: 'h264', BitDepth: 10 }, 'eac3', 'mp4', { codec: 'h264', profile: 'high10' }],
])('%o with %s goes into %s', (video, audio, Container, spec) => {
  const parameters = {
    Container,
    VideoTemplate: { ...CLIP.VideoTemplate, ...video },
    AudioTemplate: { ...CLIP.AudioTemplate, Codec: audio },
  }
  expect(transcode({}, parameters)).toMatchObject({
    container: Container,
    video: spec,
    audio: { codec: audio },
  })
})

test.each([
  [2, 'ts', 'joined'],
  [5, 'fmp4', 'joined'],
  [7, 'fmp4', undefined],
])('SegmentType %i is %s', (SegmentType, segmentFormat, segmentFiles) => {
  const stream = transcode(
    {},
    { ...CLIP, Container: 'hls', VideoTemplate: { ...CLIP.VideoTemplate, SegmentType } },
  )
  expect(stream).toMatchObject({ kind: 'stream', segmentFormat })
  expect((stream as StreamSpec).segmentFiles).toBe(segmentFiles)
})

test('snapshots bear watermarks at all times', () => {
  const WatermarkSet = [{ Definition: 0, RawParameter: RAW, StartTimeOffset: 1 }]
  for (const set of ['SnapshotByTimeOffsetTaskSet', 'SampleSnapshotTaskSet'])
    expect((submit({ [set]: [{ Definition: 10, WatermarkSet }] }) as SnapshotsSpec).overlays).toEqual([
      {
        ...{ kind: 'image', width: { percent: 10 }, play: 'forever' },
        source: { from: 'object', bucket: 'in-1', key: 'logo.png' },
        position: { corner: 'top-left', x: { px: 0 }, y: { px: 0 } },
      },
    ])
  const unknown = { SampleSnapshotTaskSet: [{ Definition: 10, WatermarkSet: [{ Definition: 7 }] }] }
  expect(problemOf(() => submit(unknown))).toEqual([
    'template-not-found',
    'MediaProcessTask.SampleSnapshotTaskSet.0.WatermarkSet.0.Definition',
  ])
})
