import { expect, it } from 'vitest'
import { projectId, taskId } from '../domain/ids.ts'
import type { Task } from '../domain/task.ts'
import { createFinishedTasks } from './finished-tasks.ts'

const project = projectId('p')
const id = (n: number) => taskId(String(n).padStart(32, '0'))
const task = (n: number, status: string, files = 1): Task =>
  ({
    id: id(n),
    project,
    outputs: [
      { state: { status, ...(status === 'succeeded' ? { result: { files: Array(files).fill({}) } } : {}) } },
    ],
  }) as unknown as Task

it('keeps finished tasks only, for their own project only', () => {
  const tasks = createFinishedTasks()
  const done = task(1, 'succeeded')
  for (const one of [done, task(2, 'running'), task(3, 'queued'), task(4, 'succeeded', 201)]) tasks.keep(one)
  expect(tasks.get(project, id(1))).toBe(done)
  expect([2, 3, 4].map((n) => tasks.get(project, id(n)))).toEqual([undefined, undefined, undefined])
  expect(tasks.get(projectId('other'), id(1))).toBeUndefined()
})

it('forgets what was dropped, and the oldest above its bound', () => {
  const tasks = createFinishedTasks(2)
  for (const n of [1, 2, 3]) tasks.keep(task(n, 'failed'))
  expect([1, 2, 3].map((n) => tasks.get(project, id(n)) !== undefined)).toEqual([false, true, true])
  tasks.drop(id(3))
  expect(tasks.get(project, id(3))).toBeUndefined()
})
