import { expect, test } from 'vitest'
import type { AssetId } from '../../../domain/ids.ts'
import { DomainError } from '../../../domain/problem.ts'
import { validate } from '../../../wire/validate.ts'
import { submitSnapshotRequest } from '../schema/snapshots.ts'
import { toSnapshotOutputs } from './snapshots.ts'

const video = { id: 'v' as AssetId, source: { bucket: 'b', key: 'in.mp4' } }
const outputsOf = (asked: object) =>
  toSnapshotOutputs(validate(submitSnapshotRequest, { VideoId: 'v', ...asked }), video)
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
  expect(outputsOf(asked).map((output) => output.spec)).toEqual([spec])
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
    { Count: '3', Interval: '0' },
    {},
    [
      { ...sheets, every: { count: 3 } },
      { ...usual, at: { by: 'count', count: 3 } },
    ],
  ],
])('%j with sheets %j', (asked, sprite, specs) => {
  const outputs = outputsOf({ ...asked, SpriteSnapshotConfig: JSON.stringify(sprite) })
  expect(outputs.map(({ spec }) => spec)).toEqual(specs)
})

test.each([
  [{ SpecifiedOffsetTimes: '[1]', SpriteSnapshotConfig: '{}' }, 'unsupported-parameter SpecifiedOffsetTimes'],
  [{ SpriteSnapshotConfig: '{"Color":"dull"}' }, 'value-out-of-range SpriteSnapshotConfig.Color'],
  [{ SnapshotTemplateId: 't' }, 'unsupported-parameter SnapshotTemplateId'],
  [{ Width: 4 }, 'value-out-of-range Width'],
])('%j is refused', (asked, expected) => {
  let problem = 'none'
  try {
    outputsOf(asked)
  } catch (error) {
    if (error instanceof DomainError) problem = `${error.problem.code} ${error.problem.path}`
  }
  expect(problem).toBe(expected)
})
