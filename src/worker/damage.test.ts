import { expect, test } from 'vitest'
import { problem } from '../domain/problem.ts'
import { blamed } from './damage.ts'

test('an output that is not right says what could not be read of its source', () => {
  const wrong = problem('output-invalid', 'The output is shorter than the source.', { detail: { actual: 1 } })
  expect(blamed(wrong, 0)).toBe(wrong)
  expect(blamed(wrong, 3)).toEqual({
    ...wrong,
    message:
      "The output is shorter than the source. 3 of the source's packets or frames could not be read as they should.",
  })
})
