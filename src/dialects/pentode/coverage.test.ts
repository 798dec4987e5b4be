import { expect, test } from 'vitest'
import { coverageOf, coveragePage } from '../../wire/coverage.ts'
import { pentode } from './index.ts'

test('every request field says what becomes of it', () => {
  const fields = pentode.operations.flatMap((operation) =>
    coverageOf(operation).map((field) => ({ operation: operation.name, ...field })),
  )
  expect(fields.length).toBeGreaterThan(100)
  expect(fields.filter((field) => !field.mark)).toEqual([])
})

test('the walk reaches the leaves of an inline spec', () => {
  const submit = pentode.operations.find((operation) => operation.name === 'submitTask')!
  const paths = coverageOf(submit).map((field) => field.path)
  expect(paths).toContain('source.bucket')
  expect(paths).toContain('outputs[].spec.renditions[].video.rate.maxBitrate')
  expect(paths).toContain('outputs[].spec.video.size.longSide')
  expect(paths).toContain('outputs[].spec.every.percent')
})

test('the coverage page counts every operation', () => {
  expect(coveragePage(pentode)).toContain(`${pentode.operations.length} operations implemented, 0 declined`)
})
