import { expect, test } from 'vitest'
import { coverageOf } from '../../wire/coverage.ts'
import { aliyunIce } from './index.ts'

test.each(aliyunIce.operations.map((op) => ({ name: op.name, op })))(
  'every request field of $name says what becomes of it',
  ({ op }) => {
    const fields = coverageOf(op)
    expect(fields.length > 0 || op.name === 'GetEventCallback').toBe(true)
    expect(fields.filter(({ mark }) => mark === undefined).map(({ path }) => path)).toEqual([])
  },
)

test('every operation is offered or declined with a reason, none both', () => {
  const names = [...aliyunIce.operations, ...aliyunIce.declined].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toHaveLength(400)
  expect(aliyunIce.declined.every(({ reason }) => reason.length > 10)).toBe(true)
})
