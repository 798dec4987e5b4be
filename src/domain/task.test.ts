import { expect, it } from 'vitest'
import { findTaskId } from './ids.ts'
import { type OutputStatus, taskStatus } from './task.ts'

it.each<[readonly OutputStatus[], string]>([
  [['queued', 'queued'], 'queued'],
  [['queued', 'running'], 'running'],
  [['succeeded', 'queued'], 'running'],
  [['succeeded', 'succeeded'], 'succeeded'],
  [['succeeded', 'failed'], 'partly-failed'],
  [['succeeded', 'cancelled'], 'partly-failed'],
  [['failed', 'cancelled'], 'failed'],
  [['cancelled', 'cancelled'], 'cancelled'],
])('outputs %j make a task %s', (statuses, expected) => {
  expect(taskStatus(statuses.map((status) => ({ state: { status } })))).toBe(expected)
})

it('finds the task id in every dialect spelling of it', () => {
  const hex = '80108cc3380155d98b2e3573a48a0f0f'
  for (const text of [hex, `1250000000-WorkflowTask-${hex}t0`, `1-Procedure-${hex}`, `clipVideo-${hex}`])
    expect(findTaskId(text)).toBe(hex)
  for (const text of ['', '123', `${hex}0`, hex.slice(1), `x${hex.toUpperCase()}`])
    expect(findTaskId(text)).toBeUndefined()
})
