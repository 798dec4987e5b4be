import { expect, test } from 'vitest'
import { coverageOf } from '../../wire/coverage.ts'
import { huaweiMpc } from './index.ts'

test.each(huaweiMpc.operations.map((op) => ({ name: op.name, op })))(
  'every request field of $name says what becomes of it',
  ({ op }) => {
    const fields = coverageOf(op)
    expect(fields.length).toBeGreaterThan(0)
    expect(fields.filter(({ mark }) => mark === undefined).map(({ path }) => path)).toEqual([])
  },
)

test('every operation is offered or declined with a reason, none both, each on a route of its own', () => {
  const all = [...huaweiMpc.operations, ...huaweiMpc.declined]
  const names = all.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const routes = all.map(({ route }) => (route?.by === 'path' ? `${route.method} ${route.path}` : ''))
  expect(new Set(routes).size).toBe(routes.length)
  expect(routes).not.toContain('')
  expect(huaweiMpc.declined.every(({ reason }) => reason.length > 10)).toBe(true)
})
