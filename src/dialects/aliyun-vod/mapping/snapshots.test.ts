import { expect, test } from 'vitest'
import type { AssetId } from '../../../domain/ids.ts'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { snapshotTemplateConfig, submitSnapshotRequest } from '../schema/snapshots.ts'
import { askedPictures, placedPictures, templatePictures } from './snapshots.ts'

const picturesOf = (asked: object) =>
  askedPictures(validate(submitSnapshotRequest, { VideoId: 'v', ...asked }))
const templated = (SnapshotType: string, SnapshotConfig: object) =>
  templatePictures(validate(snapshotTemplateConfig, { SnapshotType, SnapshotConfig }), 'T')
const usual = { kind: 'snapshots', format: 'jpeg', size: { by: 'source' } }
const sheets = { kind: 'sprite', format: 'jpeg', fill: 'stretch', columns: 10, rows: 10 }

test.each([
  [{}, { ...usual, at: { by: 'interval', every: { seconds: 1 }, limit: 1 } }],
  [
    { Count: '4', Interval: '0', SpecifiedOffsetTime: '500', Width: '80' },
    {
      ...usual,
      ...{ at: { by: 'count', count: 4 }, range: { start: 0.5 } },
      size: { by: 'sides', first: 80, fill: 'stretch', upscale: true },
    },
  ],
  [
    { SpecifiedOffsetTimes: '[0,"1500"]', Count: '9' },
    { ...usual, at: { by: 'times', times: [{ seconds: 0 }, { seconds: 1.5 }] } },
  ],
])('%j is pictures', (asked, spec) => {
  expect(picturesOf(asked).map((made) => made.spec)).toEqual([spec])
})

test.each([
  [
    { Count: '3', Interval: '2', SpecifiedOffsetTime: '1000' },
    { Columns: '2', Lines: 2, CellWidth: '64', Padding: 1, Margin: 2, Color: 'white', KeepCellPic: 'delete' },
    [
      {
        ...{ ...sheets, columns: 2, rows: 2, tileWidth: 64, padding: 1, margin: 2, ground: 'ffffff' },
        ...{ every: { seconds: 2 }, range: { start: 1, end: 7 } },
      },
    ],
  ],
  [
    { Count: '3', Interval: '0', Width: 32, Height: 24 },
    {},
    [
      { ...sheets, every: { count: 3 }, tileWidth: 32, tileHeight: 24 },
      {
        ...{ ...usual, at: { by: 'count', count: 3 } },
        size: { by: 'sides', first: 32, second: 24, fill: 'stretch', upscale: true },
      },
    ],
  ],
])('%j with sheets %j', (asked, sprite, specs) => {
  const made = picturesOf({ ...asked, SpriteSnapshotConfig: JSON.stringify(sprite) })
  expect(made.map(({ spec }) => spec)).toEqual(specs)
})

const spread = { Count: 2, Interval: 0, FrameType: 'intra' }
test.each([
  [
    'NormalSnapshot',
    { Count: 5, Interval: 2, FrameType: 'normal' },
    [['NormalSnapshot', { ...usual, at: { by: 'interval', every: { seconds: 2 }, limit: 5 } }]],
  ],
  [
    'SpriteSnapshot',
    { ...spread, SpriteSnapshotConfig: { Columns: '2', Lines: '1', KeepCellPic: 'delete' } },
    [['SpriteSnapshot', { ...sheets, columns: 2, rows: 1, every: { count: 2 }, frames: 'key' }]],
  ],
  [
    'WebVttSnapshot',
    { ...spread, Format: 'vtt', SubOut: { IsSptFrag: 'true' } },
    [['WebVttSnapshot', { ...sheets, every: { count: 2 }, frames: 'key' }]],
  ],
  [
    'WebVttSnapshot',
    { ...spread, SubOut: '{"IsSptFrag":"false"}' },
    [['WebVttSnapshot', { ...sheets, columns: 1, rows: 1, every: { count: 2 }, frames: 'key' }]],
  ],
])('a template of the type %s: %j', (type, config, expected) => {
  expect(templated(type, config).map((made) => [made.type, made.spec])).toEqual(expected)
})

test('sheets and their index lie beside each other, below the folder of the video', () => {
  const video = { id: 'v' as AssetId, source: { bucket: 'b', key: 'in.mp4' } }
  const [output] = placedPictures(templated('WebVttSnapshot', {}), video, 'mine')
  const { destination, template } = output ?? {}
  expect(template).toBe('mine')
  expect(typeof destination === 'function' && destination('job')).toMatchObject({
    ...{ bucket: 'b', key: 'v/snapshots/job/webvtt.vtt' },
    parts: { sheet: 'webvtt-{number}.jpg' },
  })
})

test.each([
  [
    { SpecifiedOffsetTimes: '[1]', SpriteSnapshotConfig: '{}' },
    'unsupported-parameter',
    'SpecifiedOffsetTimes',
  ],
  [{ SpriteSnapshotConfig: '{"Color":"dull"}' }, 'value-out-of-range', 'SpriteSnapshotConfig.Color'],
  [{ Width: 4 }, 'value-out-of-range', 'Width'],
])('%j is refused', (asked, code, path) => {
  expect(problemOf(() => picturesOf(asked))).toEqual([code, path])
})

test.each([
  ['CoverSnapshot', {}, 'value-out-of-range', 'SnapshotType'],
  ['NormalSnapshot', { Format: 'vtt' }, 'invalid-parameter', 'T.SnapshotConfig.Format'],
  ['SpriteSnapshot', {}, 'missing-parameter', 'T.SnapshotConfig.SpriteSnapshotConfig'],
])('a template of the type %s with %j is refused', (type, config, code, path) => {
  expect(problemOf(() => templated(type, config))).toEqual([code, path])
})
