import { expect, it } from 'vitest'
import { dialects } from '../src/dialects/index.ts'
import { coverageOf } from '../src/wire/coverage.ts'
import { outdatedPages } from './write-docs.ts'

it('every request field of every operation says what becomes of it', () => {
  const unmarked = dialects.flatMap((dialect) =>
    dialect.operations.flatMap((operation) =>
      coverageOf(operation)
        .filter(({ mark }) => !mark)
        .map(({ path }) => `${dialect.id} ${operation.name} ${path}`),
    ),
  )
  expect(unmarked).toEqual([])
})

it('no operation is both implemented and declined', () => {
  for (const { operations, declined } of dialects) {
    const names = new Set(operations.map((operation) => operation.name))
    expect(declined.filter(({ name }) => names.has(name))).toEqual([])
  }
})

it('the generated pages are up to date (npm run docs)', () => {
  expect(outdatedPages()).toEqual([])
})
