import { expect, test } from 'vitest'
import { MAX_OUTPUTS } from '../../../app/submit-task.ts'
import { taskId } from '../../../domain/ids.ts'
import { candidatesOf, jobIdOf } from './job-id.ts'

const task = taskId('0123456789abcdef0123456789abcdff')

test('every job of a task has an id of its own, which leads back to it and to no other place', () => {
  const ids = Array.from({ length: MAX_OUTPUTS }, (_, index) => jobIdOf(task, index))
  expect(new Set([...ids, task]).size).toBe(MAX_OUTPUTS + 1)
  for (const [index, id] of ids.entries()) {
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(candidatesOf(id).filter((c) => c.task === task)).toEqual([{ task, index }])
  }
})

test('what is no id of a job leads nowhere', () => {
  for (const text of ['', 'x', 'F'.repeat(32), `${task}0`, '__proto__'])
    expect(candidatesOf(text)).toEqual([])
})
