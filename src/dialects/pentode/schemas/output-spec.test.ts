import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AudioSpec, OutputSpec, VideoSpec } from '../../../domain/output-spec.ts'
import { AUDIO_CODECS, CONTAINERS } from '../../../domain/output-spec.ts'
import { DomainError } from '../../../domain/problem.ts'
import { bps, seconds } from '../../../domain/units.ts'
import { validate } from '../../../wire/validate.ts'
import { fromSpec } from '../mapping/spec.ts'
import { presets } from '../presets.ts'
import { OutputSpecJson } from './output-spec.ts'

const read = (value: unknown) => validate(OutputSpecJson, value)
const fault = (value: unknown) => {
  try {
    read(value)
  } catch (error) {
    if (error instanceof DomainError) return `${error.problem.code} ${error.problem.path}`
    throw error
  }
  return 'none'
}
const file = (video: unknown) => ({ kind: 'file', container: 'mp4', video })
const videoOf = (video: unknown) => (read(file(video)) as { video: VideoSpec }).video

describe('defaults', () => {
  test('of a picture', () => {
    expect(read(file({}))).toEqual({
      kind: 'file',
      container: 'mp4',
      video: { codec: 'h264', rate: { mode: 'crf', crf: 23 }, size: { by: 'source' }, copy: 'never' },
    })
  })

  test('of a stream', () => {
    expect(read({ kind: 'stream', renditions: [{ name: 'a', video: {} }], audio: {} })).toMatchObject({
      protocol: 'hls',
      segmentFormat: 'fmp4',
      segmentDuration: 4,
      master: true,
      audio: { codec: 'aac', copy: 'never' },
      audioPlacement: 'muxed',
    })
  })

  test('of sheets', () => {
    expect(read({ kind: 'sprite', every: { seconds: 5 } })).toEqual({
      kind: 'sprite',
      every: { seconds: 5 },
      columns: 10,
      rows: 10,
      tileWidth: 160,
      tileHeight: 90,
    })
  })
})

describe('stills and animations', () => {
  const shots = (more: object) => ({ kind: 'snapshots', at: { by: 'cover' }, ...more })
  test('have defaults', () => {
    expect(read({ kind: 'snapshots', at: { by: 'scenes' }, skipBlack: {} })).toEqual({
      kind: 'snapshots',
      at: { by: 'scenes', threshold: 0.3 },
      format: 'jpeg',
      size: { by: 'source' },
      skipBlack: { amount: 98, threshold: 32 },
    })
    expect(read({ kind: 'animation' })).toEqual({
      ...{ kind: 'animation', format: 'gif', plays: 0 },
      ...{ frameRate: { num: 10, den: 1 }, size: { by: 'source' } },
    })
  })
  test.each([
    [
      'a time that is both',
      shots({ at: { by: 'times', times: [{ seconds: 1, percent: 1 }] } }),
      'invalid-parameter at.times.0.percent',
    ],
    ['no times', shots({ at: { by: 'times', times: [] } }), 'value-out-of-range at.times'],
    [
      'a distance of nothing',
      shots({ at: { by: 'interval', every: {} } }),
      'missing-parameter at.every.seconds',
    ],
    ['quality of PNG', shots({ format: 'png', quality: 50 }), 'invalid-parameter quality'],
    ['quality of GIF', { kind: 'animation', quality: 50 }, 'invalid-parameter quality'],
    ['a colour', { kind: 'sprite', every: { count: 3 }, ground: 'red' }, 'invalid-parameter ground'],
  ])('are refused with %s', (_, value, said) => expect(fault(value)).toBe(said))
})

test.each([
  [{ width: 1280 }, { by: 'sides', first: 1280, fill: 'fit', upscale: false }],
  [
    { height: 720, upscale: true },
    { by: 'sides', second: 720, fill: 'fit', upscale: true },
  ],
  [
    { longSide: 1920, shortSide: 1080, fill: 'crop' },
    { by: 'long-short', first: 1920, second: 1080, fill: 'crop', upscale: false },
  ],
])('size %o', (size, expected) => {
  expect(videoOf({ size }).size).toEqual(expected)
})

test.each([
  [25, { num: 25, den: 1 }],
  [29.97, { num: 30000, den: 1001 }],
  [23.976, { num: 24000, den: 1001 }],
  ['59.94', { num: 60000, den: 1001 }],
  ['30000/1001', { num: 30000, den: 1001 }],
  [12.5, { num: 25, den: 2 }],
])('frame rate %s', (frameRate, expected) => {
  expect(videoOf({ frameRate }).frameRate).toEqual(expected)
})

test.each([
  [{}, 'invalid-parameter kind'],
  [{ kind: 'file' }, 'missing-parameter container'],
  [{ kind: 'file', container: 'exe' }, 'value-out-of-range container'],
  [{ kind: 'file', container: 'mp4' }, 'invalid-parameter video'],
  [file({ codec: 'mpeg2' }), 'value-out-of-range video.codec'],
  [file({ colour: 1 }), 'unknown-parameter video.colour'],
  [file({ size: {} }), 'invalid-parameter video.size'],
  [file({ size: { width: 640, shortSide: 360 } }), 'invalid-parameter video.size'],
  [file({ size: { width: 640.5 } }), 'invalid-parameter video.size.width'],
  [file({ size: { width: 10_000 } }), 'value-out-of-range video.size.width'],
  [file({ rate: { mode: 'crf', crf: 52 } }), 'value-out-of-range video.rate.crf'],
  [file({ rate: { mode: 'abr' } }), 'missing-parameter video.rate.bitrate'],
  [file({ rate: { mode: 'cbr', bitrate: 1e6, crf: 20 } }), 'unknown-parameter video.rate.crf'],
  [file({ frameRate: '0/1' }), 'invalid-parameter video.frameRate'],
  [file({ frameRate: 1000 }), 'invalid-parameter video.frameRate'],
  [file({ frameRate: '25; rm' }), 'invalid-parameter video.frameRate'],
  [file({ gop: {} }), 'missing-parameter video.gop.frames'],
  [file({ gop: { frames: 50, seconds: 2 } }), 'invalid-parameter video.gop.seconds'],
  [file({ maxFrameRate: 0 }), 'invalid-parameter video.maxFrameRate'],
  [file({ crop: { x: 8 } }), 'missing-parameter video.crop.width'],
  [file({ turn: { rotation: 45 } }), 'value-out-of-range video.turn.rotation'],
  [file({ level: '9.9' }), 'invalid-parameter video.level'],
  [{ ...file({}), audio: { from: [] } }, 'value-out-of-range audio.from'],
  [{ ...file({}), audio: { language: 'not a tag' } }, 'invalid-parameter audio.language'],
  [
    { ...file({}), audio: { volume: { by: 'loudness', integrated: 0 } } },
    'value-out-of-range audio.volume.integrated',
  ],
  [{ ...file({}), moreAudio: [{}] }, 'invalid-parameter audio'],
  [{ ...file({}), range: { start: 5, end: 5 } }, 'invalid-parameter range.end'],
  [{ kind: 'stream', renditions: [] }, 'value-out-of-range renditions'],
  [{ kind: 'stream', renditions: [{ name: '../x', video: {} }] }, 'invalid-parameter renditions.0.name'],
  [
    {
      kind: 'stream',
      renditions: [
        { name: 'a', video: {} },
        { name: 'a', video: {} },
      ],
    },
    'invalid-parameter renditions',
  ],
  [
    {
      kind: 'stream',
      master: false,
      renditions: [
        { name: 'a', video: {} },
        { name: 'b', video: {} },
      ],
    },
    'invalid-parameter master',
  ],
  [{ kind: 'sprite', every: {} }, 'missing-parameter every.seconds'],
  [{ kind: 'sprite', every: { seconds: 1 }, columns: 100, tileWidth: 320 }, 'invalid-parameter columns'],
])('%o is refused: %s', (value, expected) => {
  expect(fault(value)).toBe(expected)
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary })
const withOptional = <T extends object>(
  fixed: { [K in keyof T]: fc.Arbitrary<unknown> },
  optional: Record<string, { arbitrary: fc.Arbitrary<unknown> }>,
) =>
  fc.record(
    { ...fixed, ...Object.fromEntries(Object.entries(optional).map(([k, v]) => [k, v.arbitrary])) },
    { requiredKeys: Object.keys(fixed) as never[] },
  )
const bitrate = fc.integer({ min: 10_000, max: 400_000_000 }).map(bps)
const buffer = fc.integer({ min: 1000, max: 2_000_000_000 })
const rate = fc.oneof(
  withOptional(
    { mode: fc.constant('crf'), crf: fc.integer({ min: 0, max: 51 }) },
    { maxBitrate: maybe(bitrate), buffer: maybe(buffer) },
  ),
  withOptional({ mode: fc.constant('abr'), bitrate }, { maxBitrate: maybe(bitrate), buffer: maybe(buffer) }),
  fc.record({ mode: fc.constant('cbr'), bitrate }),
)
const side = fc.integer({ min: 16, max: 8192 })
const box = {
  by: fc.constantFrom('sides', 'long-short'),
  fill: fc.constantFrom('fit', 'stretch', 'pad-black', 'pad-white', 'pad-blur', 'crop'),
  upscale: fc.boolean(),
}
const size = fc.oneof(
  fc.constant({ by: 'source' }),
  fc.record({ ...box, first: side }),
  fc.record({ ...box, second: side }),
  fc.record({ ...box, first: side, second: side }),
)
const gop = fc.oneof(
  fc.record({ frames: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ seconds: fc.double({ min: 0.1, max: 60, noNaN: true }).map(seconds) }),
)
const copy = fc.constantFrom('never', 'if-fits', 'always')
const video = withOptional<VideoSpec>({ codec: fc.constantFrom('h264', 'hevc'), rate, size, copy } as never, {
  frameRate: maybe(fc.constantFrom({ num: 25, den: 1 }, { num: 30000, den: 1001 })),
  maxFrameRate: maybe(fc.constantFrom({ num: 30, den: 1 }, { num: 60000, den: 1001 })),
  crop: maybe(
    fc.record({
      ...{ x: fc.integer({ min: 0, max: 16_384 }), y: fc.integer({ min: 0, max: 16_384 }) },
      ...{ width: side, height: side },
    }),
  ),
  turn: maybe(fc.record({ rotation: fc.constantFrom(0, 90, 180, 270), mirrored: fc.boolean() })),
  deinterlace: maybe(fc.constantFrom('auto', 'always', 'never')),
  dynamicRange: maybe(fc.constantFrom('sdr', 'source')),
  gop: maybe(gop),
  profile: maybe(fc.constantFrom('baseline', 'main', 'high', 'main10')),
  level: maybe(fc.constantFrom('4', '4.1', '5.2')),
  speed: maybe(fc.constantFrom('ultrafast', 'medium', 'slower')),
  bFrames: maybe(fc.integer({ min: 0, max: 16 })),
  sceneCut: maybe(fc.boolean()),
  ifAboveSource: maybe(
    fc.constantFrom({ size: 'refuse' }, { bitrate: 'keep' }, { size: 'refuse', bitrate: 'refuse' }),
  ),
})
const audio = withOptional<AudioSpec>({ codec: fc.constantFrom(...AUDIO_CODECS), copy } as never, {
  bitrate: maybe(fc.integer({ min: 8000, max: 2_000_000 }).map(bps)),
  sampleRate: maybe(fc.constantFrom(44_100, 48_000)),
  channels: maybe(fc.integer({ min: 1, max: 8 })),
  from: maybe(
    fc.constantFrom<unknown>(
      'default',
      'all',
      [{ track: 3 }],
      [{ language: 'en' }, { language: 'pt-BR', default: true }],
    ),
  ),
  language: maybe(fc.constantFrom('de', 'zh-Hans')),
  ifAboveSource: maybe(fc.constantFrom({ bitrate: 'keep' }, { bitrate: 'refuse' })),
  volume: maybe(
    fc.oneof(
      fc.record({ by: fc.constant('gain'), gain: fc.integer({ min: -60, max: 60 }) }),
      fc.record({
        by: fc.constant('loudness'),
        integrated: fc.constantFrom(-23, -16),
        truePeak: fc.constantFrom(-1, -2),
      }),
    ),
  ),
})
const range = fc.oneof(
  fc.constant({ start: seconds(0) }),
  fc.record({ start: fc.constant(seconds(1.5)), end: fc.constant(seconds(2.25)) }),
)
const clips = fc.constant([
  {
    source: { from: 'object' as const, bucket: 'b', key: 'k' },
    range: { start: seconds(1), end: seconds(2) },
  },
  { source: { from: 'url' as const, url: 'https://example.com/k' } },
])
const join = fc.record({ head: clips, tail: clips })
const specs = fc.oneof(
  withOptional(
    { kind: fc.constant('file'), container: fc.constantFrom(...CONTAINERS), video },
    { audio: maybe(audio), range: maybe(range), join: maybe(join) },
  ),
  withOptional(
    { kind: fc.constant('file'), container: fc.constantFrom(...CONTAINERS), audio },
    { range: maybe(range) },
  ),
  withOptional(
    {
      kind: fc.constant('stream'),
      protocol: fc.constant('hls'),
      segmentFormat: fc.constantFrom('ts', 'fmp4'),
      segmentDuration: fc.integer({ min: 1, max: 30 }).map(seconds),
      master: fc.constant(true),
      renditions: fc.tuple(video, video).map(([a, b]) => [
        { name: 'a', video: a },
        { name: 'b', video: b },
      ]),
      audioPlacement: fc.constantFrom('muxed', 'separate'),
    },
    { audio: maybe(audio), range: maybe(range), join: maybe(join) },
  ),
  withOptional(
    {
      kind: fc.constant('sprite'),
      every: fc.oneof(fc.record({ seconds: fc.constant(2.5) }), fc.record({ percent: fc.constant(5) })),
      columns: fc.integer({ min: 1, max: 10 }),
      rows: fc.integer({ min: 1, max: 10 }),
      tileWidth: fc.integer({ min: 16, max: 1600 }),
      tileHeight: fc.integer({ min: 16, max: 1600 }),
    },
    { range: maybe(range) },
  ),
) as fc.Arbitrary<unknown> as fc.Arbitrary<OutputSpec>

test('every spec can be said in JSON, and is the same when read back', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      expect(read(JSON.parse(JSON.stringify(fromSpec(spec))))).toEqual(spec)
    }),
    { numRuns: 300 },
  )
})

test.each(presets.map((p) => [p.id, p.spec] as const))('preset %s can be said', (_id, spec) => {
  expect(read(fromSpec(spec))).toEqual(spec)
})
