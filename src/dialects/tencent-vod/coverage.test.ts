import { expect, test } from 'vitest'
import { coverageOf } from '../../wire/coverage.ts'
import { tencentVod } from './index.ts'

test.each(tencentVod.operations.map((op) => ({ name: op.name, op })))(
  'every request field of $name says what becomes of it',
  ({ op }) => {
    expect(
      coverageOf(op)
        .filter(({ mark }) => mark === undefined)
        .map(({ path }) => path),
    ).toEqual([])
  },
)

test('every action is offered or declined with a reason, none both', () => {
  const names = [...tencentVod.operations, ...tencentVod.declined].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toHaveLength(72)
  expect(tencentVod.declined.every(({ reason }) => reason.length > 10)).toBe(true)
})
