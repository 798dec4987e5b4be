import { expect, test } from 'vitest'
import type { StreamSpec } from '../../../domain/output-spec.ts'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { processMediaRequest } from '../schema/process-media.ts'
import { toSubmission } from './submission.ts'

const adaptive = (task: object) => {
  const request = {
    InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'in-1', Region: 'r', Object: '/folder/clip.mov' } },
    MediaProcessTask: { AdaptiveDynamicStreamingTaskSet: [{ Definition: 10, ...task }] },
  }
  return toSubmission(validate(processMediaRequest, request), request as never, new Map()).outputs[0]
}
const problemOf = (task: object) => {
  try {
    adaptive(task)
  } catch (error) {
    if (error instanceof DomainError) return [error.problem.code, error.problem.path?.split('.').at(-1)]
    throw error
  }
  return undefined
}

test('the built-in ladder is HLS of six sizes, none above the source', () => {
  const output = adaptive({})
  expect(output).toMatchObject({ name: 'adaptive-0', template: '10' })
  const spec = output?.spec as StreamSpec
  expect(spec).toMatchObject({
    kind: 'stream',
    protocol: 'hls',
    master: true,
    audioPlacement: 'muxed',
    audio: { codec: 'aac', bitrate: 48_000, sampleRate: 44_100, channels: 2 },
  })
  expect(
    spec.renditions.map(({ name, video: { size, rate, frameRate } }) => [
      name,
      size.by === 'long-short' && !size.upscale && size.second,
      rate.mode === 'abr' && rate.bitrate,
      frameRate?.num,
    ]),
  ).toEqual([
    ['0', 240, 256_000, 24],
    ['1', 480, 512_000, 24],
    ['2', 720, 1_024_000, 24],
    ['3', 1080, 2_500_000, 24],
    ['4', 1440, 3_072_000, 30],
    ['5', 2160, 6_144_000, 30],
  ])
})

test.each([
  [
    {},
    'folder/clip_adaptiveDynamicStreaming_10.m3u8',
    'clip_adaptiveDynamicStreaming_10_{rendition}.m3u8',
    'clip_adaptiveDynamicStreaming_10_{rendition}_{number}.ts',
  ],
  [
    {
      OutputObjectPath: '/abs/main.{format}',
      SubStreamObjectName: 'sub{subStreamNumber}/list.{format}',
      SegmentObjectName: '{inputName}-{segmentNumber}.{format}',
    },
    'abs/main.m3u8',
    'sub{rendition}/list.m3u8',
    'clip-{number}.ts',
  ],
  [
    {
      OutputObjectPath: '/abs/main',
      SubStreamObjectName: '/abs/l/{subStreamNumber}',
      SegmentObjectName: '/abs/l/s/{subStreamNumber}/{segmentNumber}',
    },
    'abs/main.m3u8',
    'l/{rendition}.m3u8',
    's/{rendition}/{number}.ts',
  ],
])('names of %j', (task, key, rendition, segment) =>
  expect(adaptive(task)?.destination).toEqual({
    bucket: 'in-1',
    key,
    parts: { rendition, segment, numbers: { initial: 0, increment: 1, minLength: 1, pad: '0' } },
  }),
)

test.each([
  [{ Definition: 11 }, 'template-not-found', 'Definition'],
  [{ DefinitionType: 'PureAudio' }, 'invalid-parameter', 'DefinitionType'],
  [{ SubStreamObjectName: 'one' }, 'invalid-parameter', 'SubStreamObjectName'],
  [{ SubStreamObjectName: '{subStreamNumber}_{number}' }, 'invalid-parameter', 'SubStreamObjectName'],
  [{ SubStreamObjectName: '/elsewhere/{subStreamNumber}' }, 'invalid-parameter', 'SubStreamObjectName'],
  [
    { OutputObjectPath: 'x_1', SubStreamObjectName: 'x_{subStreamNumber}' },
    'invalid-parameter',
    'SubStreamObjectName',
  ],
  [{ SegmentObjectName: '{subStreamNumber}' }, 'invalid-parameter', 'SegmentObjectName'],
  [{ SegmentObjectName: '{segmentNumber}' }, 'invalid-parameter', 'SegmentObjectName'],
  [{ SegmentObjectName: '{subStreamNumber}{rendition}' }, 'invalid-parameter', 'SegmentObjectName'],
])('refuses %j with %s at %s', (task, code, path) => expect(problemOf(task)).toEqual([code, path]))
