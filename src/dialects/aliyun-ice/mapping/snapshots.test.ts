import { expect, test } from 'vitest'
import { problemOf } from '../../../testing/problem-of.ts'
import { validate } from '../../../wire/validate.ts'
import { snapshotConfig } from '../schema/snapshot.ts'
import { overwrite, snapshotPlace, toSnapshotSpec, typeOf } from './snapshots.ts'

const read = (config: object) => validate(snapshotConfig, config)
const specOf = (config: object) => toSnapshotSpec(read(config), 'T')
const usual = { kind: 'snapshots', format: 'jpeg', size: { by: 'source' } }
const sheets = { kind: 'sprite', format: 'jpeg', fill: 'stretch', columns: 10, rows: 10 }

test.each([
  [{ Type: 'Normal' }, { ...usual, frames: 'key', at: { by: 'count', count: 1 } }],
  [
    { Type: 'normal', FrameType: 'normal', Time: '10000', Count: 8, Interval: 3, Width: 80 },
    {
      ...{ ...usual, at: { by: 'interval', every: { seconds: 3 }, limit: 8 }, range: { start: 10 } },
      size: { by: 'sides', first: 80, fill: 'stretch', upscale: true },
    },
  ],
  [
    {
      Type: 'Sprite',
      Count: 4,
      Width: 64,
      SpriteSnapshotConfig: { Columns: 2, Lines: '3', Color: '#102030' },
    },
    {
      ...{ ...sheets, columns: 2, rows: 3, ground: '102030', tileWidth: 64 },
      ...{ every: { count: 4 }, frames: 'key' },
    },
  ],
  [
    { Type: 'WebVtt', Count: 4, IsSptFrag: 'true' },
    { ...sheets, every: { count: 4 }, frames: 'key' },
  ],
  [
    { Type: 'WebVtt', Count: 4, SpriteSnapshotConfig: { Columns: 2 } },
    { ...sheets, columns: 1, rows: 1, every: { count: 4 }, frames: 'key' },
  ],
])('%j', (config, spec) => {
  expect(specOf(config)).toEqual(spec)
})

test('only what is said replaces what a template says', () => {
  const template = read({ Type: 'Sprite', Count: 4, SpriteSnapshotConfig: { Columns: 2, Lines: 3 } })
  const changes = read({ Count: 9, SpriteSnapshotConfig: { Lines: 1 } })
  expect(overwrite(template, changes)).toMatchObject({
    ...{ Type: 'Sprite', Count: 9 },
    SpriteSnapshotConfig: { Columns: 2, Lines: 1 },
  })
})

const placed = (config: object, key: string) => {
  const asked = read(config)
  return snapshotPlace(specOf(config), typeOf(asked), { bucket: 'b', key }, 'Output.Media')
}
test.each([
  [{ Count: 2 }, 'a/{Count}/p.jpg', 'a/{number}/p.jpg', undefined],
  [{ Count: 1 }, 'a/p.jpg', 'a/p.jpg', undefined],
  [{ Type: 'Sprite' }, 'a/p-{TileCount}.jpg', 'a/p.vtt', 'p-{number}.jpg'],
  [{ Type: 'Sprite' }, '{TileCount}.jpg', 'index.vtt', '{number}.jpg'],
  [{ Type: 'WebVtt' }, 'a/p.vtt', 'a/p.vtt', 'p-{number}.jpg'],
])('%j at %s', (config, key, expected, sheet) => {
  const { key: made, parts } = placed(config, key)
  expect([made, parts?.sheet]).toEqual([expected, sheet])
})

test.each([
  [{ Count: 2 }, 'p.jpg'],
  [{ Count: 1 }, 'p.png'],
  [{ Type: 'Sprite' }, 'p.jpg'],
  [{ Type: 'Sprite' }, '{TileCount}/p.jpg'],
  [{ Type: 'WebVtt' }, 'p.jpg'],
])('%j is not put at %s', (config, key) => {
  expect(problemOf(() => placed(config, key))).toEqual(['invalid-parameter', 'Output.Media'])
})

test.each([
  [{ Type: 'Cover' }, 'unsupported-parameter'],
  [{ BlackLevel: 30 }, 'unsupported-parameter'],
  [{ Count: 0 }, 'value-out-of-range'],
  [{ Type: 'Sprite', SpriteSnapshotConfig: { Color: 'dull' } }, 'value-out-of-range'],
])('%j is refused', (config, code) => {
  expect(problemOf(() => specOf(config))?.[0]).toBe(code)
})
