import { expect, test } from 'vitest'
import { coverageOf } from '../../wire/coverage.ts'
import { aliyunVod } from './index.ts'

test.each(aliyunVod.operations.map((op) => ({ name: op.name, op })))(
  'every request field of $name says what becomes of it',
  ({ op }) => {
    const fields = coverageOf(op)
    expect(fields.length).toBeGreaterThan(0)
    expect(fields.filter(({ mark }) => mark === undefined).map(({ path }) => path)).toEqual([])
  },
)

test('every operation is offered or declined with a reason, none both', () => {
  const names = [...aliyunVod.operations, ...aliyunVod.declined].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toHaveLength(185)
  expect(aliyunVod.declined.every(({ reason }) => reason.length > 10)).toBe(true)
})
