import { expect, test } from 'vitest'
import { coverageOf } from '../../wire/coverage.ts'
import { tencentMps } from './index.ts'

test.each(tencentMps.operations.map((op) => ({ name: op.name, op })))(
  'every request field of $name says what becomes of it',
  ({ op }) => {
    const fields = coverageOf(op)
    expect(fields.length).toBeGreaterThan(0)
    expect(fields.filter(({ mark }) => mark === undefined).map(({ path }) => path)).toEqual([])
  },
)

test('every action is offered or declined with a reason, none both', () => {
  const names = [...tencentMps.operations, ...tencentMps.declined].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toHaveLength(229)
  expect(tencentMps.declined.every(({ reason }) => reason.length > 10)).toBe(true)
})
